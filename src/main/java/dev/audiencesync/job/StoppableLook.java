package dev.audiencesync.job;

import dev.audiencesync.intercom.StoppedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A look at Intercom in a thread of its own: a stop does not wait for an answer that does not come. */
final class StoppableLook implements Runnable {
    private final Runnable look;
    private final StopSignal stop;

    StoppableLook(Runnable look, StopSignal stop) {
        this.look = look;
        this.stop = stop;
    }

    @Override
    public void run() {
        FutureTask<Void> answer = new FutureTask<>(look, null);
        Runnable done = stop.onRaise(() -> answer.cancel(true));
        Thread thread = new Thread(answer, "look-for-intercom");
        thread.setDaemon(true);
        thread.start();
        try {
            answer.get();
        } catch (CancellationException e) {
            throw StoppedException.onRequest();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw StoppedException.onRequest();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException ours
                    ? ours
                    : new IllegalStateException("Looking for Intercom ended in an error: " + e.getCause(), e);
        } finally {
            done.run();
        }
    }
}
