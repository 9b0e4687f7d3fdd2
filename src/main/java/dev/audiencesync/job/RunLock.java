package dev.audiencesync.job;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may run: one process for a job, and one run at a time for a store. Both locks are the operating system's and die
 * with their holder, so a crash needs no time-out and nobody is ever taken for dead who is not.
 *
 * <p>The job's lock is tried and not waited for: a second start of the same job is a mistake. The run lock is waited
 * for: another job of the workspace has its turn. An H2 file belongs to one process, so it is one lock for the store.
 */
final class RunLock implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final Closing held;

    private RunLock(Closing held) {
        this.held = held;
    }

    /**
     * Takes both locks.
     *
     * @throws AlreadyRunningException when the job runs or waits already
     * @throws StoppedWhileWaitingException when the signal was raised while another job had the turn
     */
    static RunLock take(Home home, String job, Instant now, StopSignal stop, Progress progress) {
        home.create();
        String holder = LockHolder.ofThisProcess(job, now).toString();
        FileLocked jobLock = FileLocked.tryLock(home.lock("job-" + job))
                .orElseThrow(() -> new AlreadyRunningException(job, FileLocked.read(home.lock("job-" + job))));
        Closing held = new Closing();
        held.add(jobLock::close);
        try {
            jobLock.write(holder);
            FileLocked runLock = await(home, stop, progress);
            held.add(runLock::close);
            runLock.write(holder);
            return new RunLock(held);
        } catch (RuntimeException e) {
            // Whatever it was: a lock that is held by now would stay held for as long as this process lives.
            held.close();
            throw e;
        }
    }

    private static FileLocked await(Home home, StopSignal stop, Progress progress) {
        String told = "";
        while (true) {
            Optional<FileLocked> lock = FileLocked.tryLock(home.lock("run"));
            if (lock.isPresent()) {
                return lock.get();
            }
            String holder = FileLocked.read(home.lock("run"));
            if (!holder.isEmpty() && !holder.equals(told)) {
                progress.say("Waiting for " + holder + " to finish: one run at a time has the store.");
                told = holder;
            }
            if (raised(stop)) {
                throw new StoppedWhileWaitingException(holder);
            }
        }
    }

    private static boolean raised(StopSignal stop) {
        try {
            return stop.await(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        held.close();
    }
}
