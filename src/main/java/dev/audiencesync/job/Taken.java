package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;

/** What must be stored of a record. */
sealed interface Taken {

    record Staged(StagedPerson person) implements Taken {}

    record Refused(Rejects.Reject reject) implements Taken {}
}
