/** Readers: export files to records. */
@NullMarked
package dev.audiencesync.export;

import org.jspecify.annotations.NullMarked;
