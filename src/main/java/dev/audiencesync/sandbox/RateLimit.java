package dev.audiencesync.sandbox;

import java.time.Clock;

/**
 * Intercom's rate limit: one bucket for all endpoints, cut into 10-second windows aligned to {@code unix % 10 == 0}.
 * Refused calls cost nothing.
 */
final class RateLimit {
    private static final int WINDOW_SECONDS = 10;
    /** Intercom's reset is the end of the window plus two seconds. */
    private static final int RESET_DELAY_SECONDS = 2;

    private final Clock clock;
    private long window = Long.MIN_VALUE;
    private int used;

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * One call's place in the limit.
     *
     * @param limit calls a window
     * @param remaining what was left before this call: the first of a window sees the whole limit
     * @param resetAt Unix seconds
     */
    record Permit(boolean granted, int limit, int remaining, long resetAt) {}

    synchronized Permit take(int perMinute) {
        long now = clock.instant().getEpochSecond();
        long current = now - Math.floorMod(now, WINDOW_SECONDS);
        if (current != window) {
            window = current;
            used = 0;
        }
        int limit = (perMinute + 5) / 6;
        int remaining = Math.max(0, limit - used);
        if (remaining > 0) {
            used++;
        }
        return new Permit(remaining > 0, limit, remaining, current + WINDOW_SECONDS + RESET_DELAY_SECONDS);
    }
}
