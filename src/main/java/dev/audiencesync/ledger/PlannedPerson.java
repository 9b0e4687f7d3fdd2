package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One person of a run's plan.
 *
 * @param seq its number in the plan, from 1
 * @param key the hash of the person's key
 * @param personId its row in the ledger; null until Intercom is known to hold the person
 * @param identifiers with the Intercom id where it is known
 * @param newest what is to be remembered of the record that is planned for
 * @param state the fingerprint to remember once every change is done; null where the person must be looked at again (an
 *     absent one)
 * @param stagedSeq the staged record it comes from; null for who comes from none
 * @param ages of each field of a person known by events, how old its value is; of each audience that folders
 *     tell of, how old the newest word is; none otherwise
 * @param heldBack whether something is kept from happening to them because a refused record was about them
 * @param looked the search of Intercom that did not find the person; null otherwise
 * @param emailUnseenAt when a look at Intercom began that showed nobody with the person's e-mail; null where there was none
 */
public record PlannedPerson(
        long seq,
        Fingerprint key,
        @Nullable Long personId,
        Identifiers identifiers,
        NewestRecord newest,
        @Nullable Fingerprint state,
        @Nullable Looked looked,
        @Nullable Instant emailUnseenAt,
        SourcePosition position,
        @Nullable Long stagedSeq,
        SortedMap<String, Long> ages,
        boolean heldBack) {
    /** That a contact was made meanwhile the create finds out; for a plan that has waited, it is better known before. */
    private static final Duration UNSEEN = Duration.ofHours(1);

    /** Whether the person's e-mail is to be looked for before they are created: not where it was so lately. */
    public boolean isEmailLookedFor(Clock clock) {
        return emailUnseenAt == null || emailUnseenAt.isBefore(clock.instant().minus(UNSEEN));
    }

    /** The same person with a row in the ledger. */
    PlannedPerson known(long row) {
        return new PlannedPerson(
                seq, key, row, identifiers, newest, state, looked, emailUnseenAt, position, stagedSeq, ages, heldBack);
    }

    PlannedPerson as(Identifiers other) {
        return new PlannedPerson(
                seq, key, personId, other, newest, state, looked, emailUnseenAt, position, stagedSeq, ages, heldBack);
    }
}
