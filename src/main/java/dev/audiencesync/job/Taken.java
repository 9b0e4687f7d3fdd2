package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import java.util.Map;
import java.util.Optional;

/** What must be stored of a record. */
sealed interface Taken {

    /**
     * Of one that asks for something.
     *
     * @param replaced the visitors that its own took over, with its {@code newestBy}
     */
    record Staged(Optional<StagedPerson> person, Map<Long, Long> replaced) implements Taken {}

    record Refused(Rejects.Reject reject) implements Taken {}
}
