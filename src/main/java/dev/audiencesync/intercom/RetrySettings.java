package dev.audiencesync.intercom;

import java.time.Duration;

/**
 * How transient faults are outlasted.
 *
 * @param attempts in all, the first included; at least 1
 * @param rateLimitedAttempts how many of one call may meet 429; counted apart, each waits for another window
 * @param initial the pause before the second attempt
 * @param multiplier of the pause from one attempt to the next; at least 1
 * @param max the longest pause
 * @param jitter the share of a pause, 0 to 1, that chance may add or take away
 */
public record RetrySettings(
        int attempts, int rateLimitedAttempts, Duration initial, double multiplier, Duration max, double jitter) {

    public static final RetrySettings DEFAULTS =
            new RetrySettings(5, 30, Duration.ofMillis(500), 2, Duration.ofSeconds(30), 0.25);

    /** The defaults but for these. */
    public static RetrySettings of(int attempts, Duration longest) {
        Duration initial = DEFAULTS.initial.compareTo(longest) < 0 ? DEFAULTS.initial : longest;
        return new RetrySettings(
                attempts, DEFAULTS.rateLimitedAttempts, initial, DEFAULTS.multiplier, longest, DEFAULTS.jitter);
    }

    public RetrySettings {
        if (attempts < 1 || rateLimitedAttempts < 1 || multiplier < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("attempts and multiplier are at least 1, jitter is between 0 and 1: "
                    + attempts + ", " + multiplier + ", " + jitter);
        }
        if (initial.isNegative() || max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("0 <= initial <= max does not hold: " + initial + ", " + max);
        }
    }

    /**
     * The pause after a failed attempt.
     *
     * @param failed how many attempts have failed, from 1
     * @param chance from 0 to 1
     */
    Duration pauseAfter(int failed, double chance) {
        double steady = Math.min(initial.toMillis() * Math.pow(multiplier, failed - 1), (double) max.toMillis());
        double moved = steady * (1 + jitter * (2 * chance - 1));
        return Duration.ofMillis(Math.round(Math.min(moved, (double) max.toMillis())));
    }
}
