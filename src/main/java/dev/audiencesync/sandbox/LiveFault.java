package dev.audiencesync.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fault in force: counts its calls and draws its chances. Thread-safe. */
final class LiveFault {
    private final Fault fault;
    private final Clock clock;
    private final SplittableRandom random;
    private long calls;
    private long struck;
    private @Nullable Instant first;

    LiveFault(Fault fault, Clock clock, long seed) {
        this.fault = fault;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    /** What befalls a call that the fault is about. A second draw tells how badly: every call takes as many. */
    synchronized Optional<Struck> next() {
        calls++;
        double chance = random.nextDouble();
        double severity = random.nextDouble();
        if (fault.leavesAlone(calls)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (first == null) {
            first = now;
        }
        if (!fault.strikes(calls, Duration.between(first, now), chance)) {
            return Optional.empty();
        }
        return Optional.of(new Struck(this, fault.mishap(), severity));
    }

    /**
     * A mishap that befalls a call.
     *
     * @param severity from 0 to 1
     */
    record Struck(LiveFault by, Mishap mishap, double severity) {}

    synchronized void count() {
        struck++;
    }

    synchronized FaultTally tally() {
        return new FaultTally(fault.toString(), calls, struck);
    }

    boolean isAbout(CallKind kind, Call call, Request request) {
        return fault.isAbout(kind, call, request);
    }
}
