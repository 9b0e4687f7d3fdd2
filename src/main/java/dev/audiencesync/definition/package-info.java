/** A job definition: its model, strict loading and validation. */
@NullMarked
package dev.audiencesync.definition;

import org.jspecify.annotations.NullMarked;
