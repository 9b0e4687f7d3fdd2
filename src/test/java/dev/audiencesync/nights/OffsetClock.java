package dev.audiencesync.nights;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Real time that can be put forward: what waits must go on passing, and days must pass at once. */
final class OffsetClock extends Clock {
    private volatile Duration offset = Duration.ZERO;
    private volatile Thread failing;
    private volatile RuntimeException failure;
    private int asksLeft;

    void advance(Duration by) {
        offset = offset.plus(by);
    }

    /** Throws once, the n-th time from now that the thread asks for the time. */
    void failFor(Thread asking, int ask, RuntimeException with) {
        asksLeft = ask;
        failure = with;
        failing = asking;
    }

    void failForNobody() {
        failing = null;
    }

    @Override
    public Instant instant() {
        if (Thread.currentThread().equals(failing)) {
            countDown();
        }
        return Clock.systemUTC().instant().plus(offset);
    }

    private void countDown() {
        asksLeft--;
        if (asksLeft == 0) {
            failing = null;
            throw failure;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), offset);
    }
}
