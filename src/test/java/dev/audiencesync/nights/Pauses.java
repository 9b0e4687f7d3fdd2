package dev.audiencesync.nights;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.intercom.Waiter;
import dev.audiencesync.job.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Short waits last; long ones are over at once, as far as the clock tells, and a test does what comes due meanwhile. */
final class Pauses {
    private static final Duration LASTING = Duration.ofMillis(100);

    /** As long as the shortest pause between two looks at an Intercom that is away. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final OffsetClock clock;
    private final List<Duration> taken = new CopyOnWriteArrayList<>();
    private volatile IntConsumer meanwhile = number -> {};

    Pauses(OffsetClock clock) {
        this.clock = clock;
    }

    /** @param happens is told the pause's number, from 1, in the thread that waits */
    void meanwhile(IntConsumer happens) {
        taken.clear();
        meanwhile = happens;
    }

    List<Duration> taken() {
        return taken;
    }

    Waiter unless(StopSignal stop) {
        return time -> {
            boolean skipped = time.compareTo(LASTING) > 0;
            if (skipped) {
                clock.advance(time);
            }
            if (time.compareTo(LONG) >= 0) {
                taken.add(time);
                meanwhile.accept(taken.size());
            }
            if (raisedWithin(stop, skipped ? Duration.ZERO : time)) {
                throw StoppedException.onRequest();
            }
        };
    }

    private static boolean raisedWithin(StopSignal stop, Duration time) {
        try {
            return stop.await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoppedException.onRequest();
        }
    }
}
