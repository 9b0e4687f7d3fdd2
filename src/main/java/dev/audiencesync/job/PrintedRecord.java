package dev.audiencesync.job;

import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.person.SourcePosition;
import dev.audiencesync.plan.PrintedPerson;
import org.jspecify.annotations.Nullable;

/**
 * A record with all that can be said of it alone.
 *
 * @param person of one that asks for something, and of no other
 */
record PrintedRecord(SourcePosition position, MappedRecord mapped, @Nullable PrintedPerson person) {}
