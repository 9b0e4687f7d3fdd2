package dev.audiencesync.job;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.ledger.RunState;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** How an execution ended: the run's state, the exit code, and the reason where it did not end well. */
record RunEnd(RunState state, int exitCode, @Nullable String message) {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    static final int SOME_REJECTED = 3;
    private static final int GUARDED = 4;
    private static final int STOPPED = 6;

    /** @param someRejected in this execution, or in one that the same command went on with before */
    static RunEnd of(JobExecution execution, Command command, boolean someRejected) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            RunState state = command == Command.PLAN ? RunState.PLANNED : RunState.COMPLETED;
            return new RunEnd(state, someRejected ? SOME_REJECTED : DONE, null);
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return new RunEnd(RunState.STOPPED, STOPPED, "Stopped by a signal.");
        }
        Throwable cause = cause(execution);
        if (cause instanceof StoppedException) {
            return new RunEnd(RunState.STOPPED, STOPPED, "Stopped by a signal.");
        }
        if (cause instanceof GuardedException) {
            return new RunEnd(RunState.GUARDED, GUARDED, cause.getMessage());
        }
        return new RunEnd(RunState.FAILED, FAILED, message(cause));
    }

    /** The first failure of ours under Batch's wrappers, else the innermost. */
    private static @Nullable Throwable cause(JobExecution execution) {
        Throwable innermost = null;
        for (Throwable failure : execution.getAllFailureExceptions()) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause.getClass().getPackageName().startsWith("dev.audiencesync")) {
                    return cause;
                }
                innermost = cause;
            }
        }
        return innermost;
    }

    private static String message(@Nullable Throwable cause) {
        if (cause == null) {
            return "The run failed; the log in the home folder says more.";
        }
        boolean ours = cause.getClass().getPackageName().startsWith("dev.audiencesync");
        return ours && cause.getMessage() != null
                ? cause.getMessage()
                : "The run failed (" + cause.getClass().getSimpleName() + "); the log in the home folder says more.";
    }
}
