package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

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

    /** A search for all the identifiers. */
    public static Looked of(Instant at, Identifiers identifiers) {
        return new Looked(at, what(identifiers));
    }

    /** The fingerprint of identifiers that are searched for. */
    public static Fingerprint what(Identifiers identifiers) {
        return Fingerprint.of(identifiers.allKeys().stream()
                .map(PersonKey::text)
                .map(text -> text.length() + ":" + text)
                .collect(Collectors.joining()));
    }

    /** Whether searching for the same identifiers again is not worth a call yet. */
    public boolean answers(Fingerprint identifiers, Instant now) {
        return what.equals(identifiers) && !at.isBefore(staleBefore(now));
    }
}
