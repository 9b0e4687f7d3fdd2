package dev.audiencesync.plan;

import dev.audiencesync.ledger.ListedContacts.ListedContact;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.person.Identifiers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of looking in Intercom for somebody whom the ledger does not know. */
sealed interface Stranger {

    /** Intercom holds them. */
    record Met(Identifiers identifiers) implements Stranger {}

    /** A look at the workspace showed them. */
    record Adopted(ListedContact contact) implements Stranger {}

    /** A look at the workspace that began then showed neither them nor anybody else with their e-mail. */
    record Unseen(Instant since) implements Stranger {}

    /** Intercom does not hold them, or it was not worth a call to ask: {@code looked} is the last search, if any. */
    record Unknown(@Nullable Looked looked) implements Stranger {}

    /** The tag calls are to find them, by User ID or e-mail. */
    record Named() implements Stranger {}

    /** Several contacts share the e-mail: nobody knows who is meant. */
    record Several() implements Stranger {}
}
