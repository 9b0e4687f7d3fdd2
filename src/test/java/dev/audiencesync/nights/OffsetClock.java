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

    void advance(Duration by) {
        offset = offset.plus(by);
    }

    /** Throws once, the next time the thread asks for the time. */
    void failFor(Thread asking, RuntimeException with) {
        failure = with;
        failing = asking;
    }

    @Override
    public Instant instant() {
        if (Thread.currentThread().equals(failing)) {
            failing = null;
            throw failure;
        }
        return Clock.systemUTC().instant().plus(offset);
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
