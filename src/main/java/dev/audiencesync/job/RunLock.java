package dev.audiencesync.job;

import dev.audiencesync.ledger.Locks;
import dev.audiencesync.ledger.Locks.Which;
import dev.audiencesync.report.Progress;
import java.time.Duration;

/**
 * Who may run: one process for a job, and one run at a time for what its turn is of. The job's lock is tried and not
 * waited for: a second start of the same job is a mistake. The turn is waited for: another job has it.
 */
final class RunLock implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final Locks locks;

    private RunLock(Locks locks) {
        this.locks = locks;
    }

    /**
     * Takes both, and closes the locks where it cannot.
     *
     * @throws AlreadyRunningException when the job runs or waits already
     * @throws StoppedWhileWaitingException when the signal was raised while another job had the turn
     */
    static RunLock take(Locks locks, String job, StopSignal stop, Progress progress) {
        try {
            if (!locks.tryTake(Which.JOB)) {
                throw new AlreadyRunningException(job, locks.holder(Which.JOB));
            }
            await(locks, stop, progress);
            return new RunLock(locks);
        } catch (RuntimeException e) {
            // Whatever it was: a lock that is held by now would stay held for as long as this process lives.
            locks.close();
            throw e;
        }
    }

    private static void await(Locks locks, StopSignal stop, Progress progress) {
        String told = "";
        while (!locks.tryTake(Which.TURN)) {
            String holder = locks.holder(Which.TURN);
            if (!holder.isEmpty() && !holder.equals(told)) {
                progress.say("Waiting for " + holder + " to finish: one run at a time has the " + locks.turnOf() + ".");
                told = holder;
            }
            if (stop.isRaisedWithin(BETWEEN_TRIES)) {
                throw new StoppedWhileWaitingException(holder);
            }
        }
    }

    Locks locks() {
        return locks;
    }

    @Override
    public void close() {
        locks.close();
    }
}
