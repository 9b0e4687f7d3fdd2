package dev.audiencesync.intercom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands until it is set or somebody waits. */
final class SimulatedTime extends Clock implements Waiter {

    /** Unix seconds that begin a rate-limit window. */
    static final long WINDOW_START = 1_700_000_000L;

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private volatile long millis;

    SimulatedTime(long seconds, long millis) {
        this.millis = seconds * 1000 + millis;
    }

    /** In the second half of a window, where all its places are due. */
    static SimulatedTime withinWindow() {
        return new SimulatedTime(WINDOW_START, 6_000);
    }

    synchronized void set(long newMillis) {
        millis = newMillis;
    }

    synchronized void advance(long by) {
        millis += by;
    }

    @Override
    public synchronized void await(Duration time) {
        if (!time.isZero()) {
            waits.add(time);
            millis += time.toMillis();
        }
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
