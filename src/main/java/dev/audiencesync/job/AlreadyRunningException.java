package dev.audiencesync.job;

/** The same job runs already, or waits for its turn: exit 5. */
public final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String job;

    AlreadyRunningException(String job, String holder) {
        super("The job " + job + " is running already"
                + (holder.isEmpty() ? "" : ": " + holder)
                + ". This start did nothing.");
        this.job = job;
    }

    public String job() {
        return job;
    }
}
