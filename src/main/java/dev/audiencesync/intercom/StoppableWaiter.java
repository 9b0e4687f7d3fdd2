package dev.audiencesync.intercom;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits in real time until {@link #stop()} wakes everybody; from then on nobody gets a turn. */
public final class StoppableWaiter implements Waiter {

    private final CountDownLatch stopped = new CountDownLatch(1);

    public void stop() {
        stopped.countDown();
    }

    @Override
    public void await(Duration time) {
        try {
            if (stopped.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS)) {
                throw new StoppedException("A stop was asked for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("The thread was interrupted");
        }
    }
}
