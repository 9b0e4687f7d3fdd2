package dev.audiencesync.cli;

import dev.audiencesync.job.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C while a run is on: the run is told to stop, given nine seconds to store where it is, and the process
 * ends with the run's own exit code: within the ten that service managers leave it. The virtual machine would otherwise
 * end it with 143 or 130, in mid-chunk. Another Ctrl-C ends it at once.
 *
 * <p>Either the run or, when its time is over, the hook has the last word; never both, and never neither.
 */
final class Termination implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    /** A reader that has stopped reading must not keep the process from ending. */
    private static final Duration SAYING_SO = Duration.ofMillis(500);

    private final StopSignal stop;
    private final Duration patience;
    private final Runnable onGivingUp;
    private final IntConsumer halt;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicBoolean lastWordTaken = new AtomicBoolean();
    private final Thread hook;
    private volatile int exitCode = ExitCode.STOPPED;

    Termination(StopSignal stop, Duration patience, Runnable onGivingUp, IntConsumer halt) {
        this.stop = stop;
        this.patience = patience;
        this.onGivingUp = onGivingUp;
        this.halt = halt;
        this.hook = new Thread(this::onSignal, "stop-on-signal");
    }

    /** @param onGivingUp says what is known when the run does not end in time */
    static Termination watch(StopSignal stop, Runnable onGivingUp) {
        Termination termination = new Termination(stop, PATIENCE, onGivingUp, Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    /**
     * Ends the command, unless it was given up.
     *
     * @param lastWord says how it ended and gives the exit code
     */
    int end(IntSupplier lastWord) {
        if (lastWordTaken.compareAndSet(false, true)) {
            exitCode = lastWord.getAsInt();
        }
        return exitCode;
    }

    private void onSignal() {
        NextInterrupt.doing(this::endAtOnce);
        stopAndWait();
    }

    /** What a signal begins; it ends the process. */
    void stopAndWait() {
        try {
            // In a thread of its own: who is told may wait for the store, and the seconds count from the signal.
            new Thread(this::raise, "raise-stop").start();
            boolean ended = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended && lastWordTaken.compareAndSet(false, true)) {
                giveUp();
            } else if (!ended) {
                finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // A run that did not end in time is as safe as one that was killed.
            halt.accept(exitCode);
        }
    }

    /** What a Ctrl-C does once the process is ending: the run is cut off, as safely as by a kill. */
    void endAtOnce() {
        try {
            if (lastWordTaken.compareAndSet(false, true)) {
                giveUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            halt.accept(exitCode);
        }
    }

    private void giveUp() throws InterruptedException {
        Thread saying = new Thread(onGivingUp, "say-given-up");
        saying.setDaemon(true);
        saying.start();
        saying.join(SAYING_SO.toMillis());
    }

    private void raise() {
        try {
            stop.raise();
        } catch (RuntimeException e) {
            // The process is to end all the same.
            LoggerFactory.getLogger(Termination.class).warn("Not everything could be told to stop", e);
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }
}
