package dev.audiencesync.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Tries for something another process has for a moment, until it is free or the patience is over. */
public final class StoreWait {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Clock clock;
    private final Duration patience;

    public StoreWait(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** @throws StoreUnavailableException when it is still taken at the end */
    <T> T until(Supplier<Optional<T>> attempt) {
        Instant end = clock.instant().plus(patience);
        Optional<T> result = attempt.get();
        while (result.isEmpty()) {
            if (clock.instant().isAfter(end)) {
                throw new StoreUnavailableException(
                        "The store is in use by another command and was not released within " + patience.toSeconds()
                                + " s. Try again.",
                        new IllegalStateException("store.lock is held"));
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            result = attempt.get();
        }
        return result.get();
    }
}
