package dev.audiencesync.job;

import dev.audiencesync.intercom.IntercomUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Intercom stayed away for longer than a run waits: exit 1, what was done is kept, and the run can be gone on with. */
public final class IntercomAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private IntercomAway(String message, IntercomUnavailable cause) {
        super(message, cause);
    }

    /** @param standing how far the work got and how it goes on */
    static IntercomAway notWaitedFor(IntercomUnavailable away, String standing) {
        return new IntercomAway(ended(away.getMessage()) + " " + standing, away);
    }

    /**
     * After waiting.
     *
     * @param looks how often it was looked for
     * @param standing how far the work got and how it goes on
     */
    static IntercomAway forTooLong(
            IntercomUnavailable away, Instant since, Duration longest, int looks, String standing) {
        return new IntercomAway(
                ended(away.getMessage()) + " It has been so since " + since.truncatedTo(ChronoUnit.SECONDS) + ", for "
                        + Spans.text(longest) + " (`intercom.ride-out`), in spite of " + looks + " looks. " + standing,
                away);
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
