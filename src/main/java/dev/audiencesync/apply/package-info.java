/** Carries out planned changes: look-ups, calls, conflicts, outcomes. */
@NullMarked
package dev.audiencesync.apply;

import org.jspecify.annotations.NullMarked;
