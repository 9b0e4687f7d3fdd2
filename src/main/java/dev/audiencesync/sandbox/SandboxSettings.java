package dev.audiencesync.sandbox;

import java.time.Duration;
import java.util.Objects;

/**
 * What can be changed while a sandbox runs.
 *
 * @param minLatency shortest time until an answer
 * @param maxLatency longest time until an answer; each answer takes a uniformly random time between the two
 * @param indexLag how long search does not see a change
 * @param rateLimitPerMinute calls a minute; enforced in 10-second windows of a sixth of it, rounded up
 * @param bulkUntag whether a bulk call can untag
 * @param duplicateEmailCreate what a create with somebody else's e-mail does
 */
public record SandboxSettings(
        Duration minLatency,
        Duration maxLatency,
        Duration indexLag,
        int rateLimitPerMinute,
        BulkUntag bulkUntag,
        DuplicateEmailCreate duplicateEmailCreate) {

    static final SandboxSettings DEFAULTS = new SandboxSettings(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, 10_000, BulkUntag.IGNORED, DuplicateEmailCreate.CONFLICT);

    public SandboxSettings {
        Objects.requireNonNull(bulkUntag);
        Objects.requireNonNull(duplicateEmailCreate);
        if (minLatency.isNegative() || maxLatency.compareTo(minLatency) < 0) {
            throw new IllegalArgumentException(
                    "Latency must be 0 <= min <= max, not " + minLatency + " to " + maxLatency);
        }
        if (indexLag.isNegative()) {
            throw new IllegalArgumentException("The index lag must not be negative: " + indexLag);
        }
        if (rateLimitPerMinute < 1) {
            throw new IllegalArgumentException("The rate limit must be at least 1 a minute: " + rateLimitPerMinute);
        }
    }

    public SandboxSettings withLatency(Duration min, Duration max) {
        return new SandboxSettings(min, max, indexLag, rateLimitPerMinute, bulkUntag, duplicateEmailCreate);
    }

    public SandboxSettings withIndexLag(Duration lag) {
        return new SandboxSettings(minLatency, maxLatency, lag, rateLimitPerMinute, bulkUntag, duplicateEmailCreate);
    }

    public SandboxSettings withRateLimitPerMinute(int calls) {
        return new SandboxSettings(minLatency, maxLatency, indexLag, calls, bulkUntag, duplicateEmailCreate);
    }

    public SandboxSettings withBulkUntag(BulkUntag choice) {
        return new SandboxSettings(minLatency, maxLatency, indexLag, rateLimitPerMinute, choice, duplicateEmailCreate);
    }

    public SandboxSettings withDuplicateEmailCreate(DuplicateEmailCreate choice) {
        return new SandboxSettings(minLatency, maxLatency, indexLag, rateLimitPerMinute, bulkUntag, choice);
    }
}
