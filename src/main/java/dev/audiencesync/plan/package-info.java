/** Resolve, diff and estimate: from staged people to planned changes. */
@NullMarked
package dev.audiencesync.plan;

import org.jspecify.annotations.NullMarked;
