package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.Looked;
import org.jspecify.annotations.Nullable;

/** What became of looking in Intercom for somebody whom the ledger does not know. */
sealed interface Stranger {

    /** Intercom holds them; the ledger knows them from now on. */
    record Met(LedgerPerson person) implements Stranger {}

    /** Intercom does not hold them, or it was not worth a call to ask: {@code looked} is the last search, if any. */
    record Unknown(@Nullable Looked looked) implements Stranger {}

    /** Several contacts share the e-mail: nobody knows who is meant. */
    record Several() implements Stranger {}
}
