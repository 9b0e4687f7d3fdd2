package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a staged record is found by. It holds the whole page that it was read from: whoever gathers many keeps what is
 * needed of them.
 *
 * @param whole reads all of it
 */
record StagedEntry(
        long seq,
        Fingerprint key,
        Identifiers identifiers,
        long newestBy,
        long visitor,
        Function<StagedEntry, StagedPerson> whole) {

    static StagedEntry of(StagedPerson staged) {
        return new StagedEntry(
                staged.seq(),
                staged.key(),
                staged.desired().identifiers(),
                staged.desired().newestBy(),
                staged.desired().visitor(),
                entry -> staged);
    }

    StagedPerson person() {
        return whole.apply(this);
    }

    boolean hasExternalId() {
        return identifiers.externalId() != null;
    }

    /** @throws NullPointerException where it has none */
    String externalId() {
        return Objects.requireNonNull(identifiers.externalId());
    }

    boolean hasEmail() {
        return identifiers.email() != null;
    }

    /**
     * The e-mail in the form two e-mails are compared by.
     *
     * @throws NullPointerException where it has none
     */
    String emailKey() {
        return Objects.requireNonNull(identifiers.emailKey());
    }
}
