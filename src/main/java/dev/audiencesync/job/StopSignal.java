package dev.audiencesync.job;

import dev.audiencesync.intercom.StoppedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Raised once, by a signal to the process: whoever waits wakes, and what listens is told. */
public final class StopSignal {
    private final CountDownLatch raised = new CountDownLatch(1);
    private final List<Runnable> listeners = new ArrayList<>();

    public void raise() {
        List<Runnable> told;
        synchronized (listeners) {
            raised.countDown();
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Ends what is being done, where it was raised; what listens may have been told before there was anything to stop. */
    void check() {
        if (isRaised()) {
            throw StoppedException.onRequest();
        }
    }

    public boolean isRaised() {
        return raised.getCount() == 0;
    }

    /**
     * Waits for the time or until raised.
     *
     * @return whether it was raised
     */
    public boolean await(Duration time) throws InterruptedException {
        return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same; an interruption counts as its being raised. */
    boolean isRaisedWithin(Duration time) {
        try {
            return await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits until raised. */
    public void await() throws InterruptedException {
        raised.await();
    }

    /** Tells the listener when it is raised, at once if it was; the result takes it off again. */
    Runnable onRaise(Runnable listener) {
        boolean already;
        synchronized (listeners) {
            already = isRaised();
            listeners.add(listener);
        }
        if (already) {
            listener.run();
        }
        return () -> {
            synchronized (listeners) {
                listeners.remove(listener);
            }
        };
    }
}
