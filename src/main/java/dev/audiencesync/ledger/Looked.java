package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.time.Duration;
import java.time.Instant;

/**
 * A search of Intercom that did not find a person.
 *
 * @param what the fingerprint of the identifiers that were searched for
 */
public record Looked(Instant at, Fingerprint what) {
    private static final Duration VALID = Duration.ofDays(7);

    /** Searches from before this are to be repeated. */
    public static Instant staleBefore(Instant now) {
        return now.minus(VALID);
    }

    /** Whether searching for the same identifiers again is not worth a call yet. */
    public boolean answers(Fingerprint identifiers, Instant now) {
        return what.equals(identifiers) && !at.isBefore(staleBefore(now));
    }
}
