package dev.audiencesync.intercom;

import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a client has done so far.
 *
 * @param byKind the kinds called at least once
 * @param longestWait the longest single wait for a turn or between two attempts
 */
public record CallCounts(Map<CallKind, Tally> byKind, Duration longestWait) {

    public CallCounts {
        byKind = Map.copyOf(byKind);
    }

    /**
     * One kind's share.
     *
     * @param calls HTTP requests sent, repeated ones included
     * @param retries those of them that repeated a failed one
     * @param rateLimited those answered 429
     */
    public record Tally(long calls, long retries, long rateLimited) {}

    public Tally of(CallKind kind) {
        return byKind.getOrDefault(kind, new Tally(0, 0, 0));
    }

    public long calls() {
        return sum(Tally::calls);
    }

    public long retries() {
        return sum(Tally::retries);
    }

    public long rateLimited() {
        return sum(Tally::rateLimited);
    }

    private long sum(ToLongFunction<Tally> part) {
        return byKind.values().stream().mapToLong(part).sum();
    }
}
