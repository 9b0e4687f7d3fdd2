package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Progress that does something, once, as a run begins to apply; it keeps what the run says. */
final class Meanwhile implements Progress {
    private final Runnable deed;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch spoken = new CountDownLatch(1);
    private boolean done;

    Meanwhile(Runnable deed) {
        this.deed = deed;
    }

    static Meanwhile nothing() {
        return new Meanwhile(() -> {});
    }

    List<String> said() {
        return said;
    }

    /** Waits until the run has said something. */
    void awaitWord() {
        try {
            if (!spoken.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was said");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void begin(Phase phase, long total) {
        if (phase == Phase.APPLY && !done) {
            done = true;
            deed.run();
        }
    }

    @Override
    public void advance(long count) {}

    @Override
    public void end(String result) {}

    @Override
    public void say(String message) {
        said.add(message);
        spoken.countDown();
    }
}
