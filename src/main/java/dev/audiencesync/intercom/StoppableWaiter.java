package dev.audiencesync.intercom;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits in real time until {@link #stop()} wakes everybody; from then on nobody gets a turn. Answers that are under way
 * then are waited for a little longer, for what they say was done; one that hangs is given up, and its call made again
 * when the run goes on.
 */
public final class StoppableWaiter implements Waiter {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(100);

    private final Duration lastAnswers;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** With {@link #givenUp}, guarded by its monitor: who is interrupted is making a call and doing nothing else. */
    private final Set<Thread> calling = new HashSet<>();

    private boolean givenUp;

    public StoppableWaiter() {
        this(LAST_ANSWERS);
    }

    /** @param lastAnswers how long answers are waited for after the stop */
    StoppableWaiter(Duration lastAnswers) {
        this.lastAnswers = lastAnswers;
    }

    public void stop() {
        stopped.countDown();
        later(lastAnswers);
    }

    private void later(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::giveUp);
    }

    /** More than once where it has to be: what reads an answer may swallow an interrupt and go on reading. */
    private void giveUp() {
        synchronized (calling) {
            givenUp = true;
            calling.forEach(Thread::interrupt);
            if (!calling.isEmpty()) {
                later(BETWEEN_INTERRUPTS);
            }
        }
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

    @Override
    public <T> T answer(Sent<T> call) throws IOException {
        begin();
        IOException failure;
        try {
            return call.answer();
        } catch (IOException e) {
            failure = e;
        } finally {
            end();
        }
        synchronized (calling) {
            if (givenUp) {
                throw new StoppedException("A stop was asked for, and no answer came");
            }
        }
        throw failure;
    }

    private void begin() {
        synchronized (calling) {
            if (givenUp) {
                throw new StoppedException("A stop was asked for");
            }
            calling.add(Thread.currentThread());
        }
    }

    /** The interrupt was for the call alone: the store's file would not survive it. */
    private void end() {
        synchronized (calling) {
            calling.remove(Thread.currentThread());
            if (givenUp) {
                Thread.interrupted();
            }
        }
    }
}
