package dev.audiencesync.job;

/** A signal came while another job had its turn: exit 6, and nothing was begun. */
public final class StoppedWhileWaitingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedWhileWaitingException(String holder) {
        super("Stopped while waiting for " + (holder.isEmpty() ? "another run" : holder)
                + ". Nothing was begun; start the job again.");
    }
}
