package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Progress that breaks a run at a chosen point: reading and planning at their n-th advance, applying as the run's thread
 * asks for the time to store the n-th slice's outcomes with. Its calls were answered and are not known, as after a crash.
 */
final class Breaking implements Progress {
    private final Phase where;
    private final OffsetClock clock;
    private final AtomicInteger advances;
    private volatile Phase phase;

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

    private Break broken() {
        return new Break("broken while " + where.verb());
    }

    @Override
    public void begin(Phase begun, long total) {
        phase = begun;
        if (begun == Phase.APPLY && where == begun) {
            clock.failFor(Thread.currentThread(), advances.get(), broken());
        }
    }

    @Override
    public void advance(long count) {
        if (phase == where && where != Phase.APPLY && advances.decrementAndGet() == 0) {
            throw broken();
        }
    }

    @Override
    public void end(String result) {
        clock.failForNobody();
    }

    @Override
    public void say(String message) {}
}
