package dev.audiencesync.cli;

import dev.audiencesync.job.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C while a run is on: the run is told to stop, given ten seconds to store where it is, and the process
 * ends with the run's own exit code. The virtual machine would otherwise end it with 143 or 130, in mid-chunk.
 */
final class Termination implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ExitCode.STOPPED;

    private Termination(StopSignal stop) {
        this.hook = new Thread(() -> stopAndWait(stop), "stop-on-signal");
    }

    static Termination watch(StopSignal stop) {
        Termination termination = new Termination(stop);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    /** Notes how the run ended, in case a signal waits for it. */
    int exitCode(int code) {
        exitCode = code;
        return code;
    }

    private void stopAndWait(StopSignal stop) {
        boolean ended = false;
        try {
            stop.raise();
            ended = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // A run that did not end in time is as safe as one that was killed.
            Runtime.getRuntime().halt(ended ? exitCode : ExitCode.STOPPED);
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
