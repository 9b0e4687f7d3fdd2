package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Progress that breaks a run at a chosen point. While applying, the run's own thread breaks as it is about to store what
 * the calls came to: they were answered and are not known, as after a crash.
 */
final class Breaking implements Progress {
    private final Phase where;
    private final OffsetClock clock;
    private final AtomicInteger advances;
    private volatile Phase phase = Phase.READ;
    private volatile Thread runs = Thread.currentThread();

    /** Breaks at the phase's n-th advance, from 1. */
    Breaking(Phase where, int advance, OffsetClock clock) {
        this.where = where;
        this.advances = new AtomicInteger(advance);
        this.clock = clock;
    }

    static final class Break extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Break(String message) {
            super(message);
        }
    }

    @Override
    public void begin(Phase begun, long total) {
        phase = begun;
        runs = Thread.currentThread();
    }

    @Override
    public void advance(long count) {
        if (phase == where && advances.decrementAndGet() == 0) {
            Break broken = new Break("broken while " + where.verb());
            if (where == Phase.APPLY) {
                clock.failFor(runs, broken);
            } else {
                throw broken;
            }
        }
    }

    @Override
    public void end(String result) {}

    @Override
    public void say(String message) {}
}
