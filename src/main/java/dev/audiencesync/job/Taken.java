package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import java.util.Map;
import java.util.Optional;

/** What must be stored of a record. */
sealed interface Taken {

    /** The visitors that its own took over, and since when their records are older: as {@code newestBy}. */
    Map<Long, Long> replaced();

    /** Of one that asks for something, or tells of visitors that were taken over. */
    record Staged(Optional<StagedPerson> person, Map<Long, Long> replaced) implements Taken {}

    /** Of one that is not used. */
    record Refused(Rejects.Reject reject, Map<Long, Long> replaced) implements Taken {}
}
