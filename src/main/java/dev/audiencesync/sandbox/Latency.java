package dev.audiencesync.sandbox;

import java.time.Duration;
import java.util.Random;

/** Draws how long an answer takes, uniformly between two durations; the same seed draws the same. */
final class Latency {
    private final Random random;

    Latency(long seed) {
        this.random = new Random(seed);
    }

    /** Microseconds. */
    long next(Duration min, Duration max) {
        long shortest = min.toNanos() / 1_000;
        long spread = max.toNanos() / 1_000 - shortest;
        return spread == 0 ? shortest : shortest + (long) (random.nextDouble() * (spread + 1));
    }
}
