/** The Spring Batch job: configuration, steps, locks and recovery. */
@NullMarked
package dev.audiencesync.job;

import org.jspecify.annotations.NullMarked;
