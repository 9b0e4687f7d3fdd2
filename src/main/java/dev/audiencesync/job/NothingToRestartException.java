package dev.audiencesync.job;

/** There is no unfinished run to go on with: exit 2. */
public final class NothingToRestartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToRestartException(String message) {
        super(message);
    }
}
