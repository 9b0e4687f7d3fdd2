/** What a run did, for people and machines. */
@NullMarked
package dev.audiencesync.report;

import org.jspecify.annotations.NullMarked;
