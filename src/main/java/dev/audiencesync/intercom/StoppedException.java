package dev.audiencesync.intercom;

/** The call was given up because a stop was asked for; no further attempt was sent. */
public final class StoppedException extends RuntimeException {
    StoppedException(String message) {
        super(message);
    }

    /** For waiters of other packages. */
    public static StoppedException onRequest() {
        return new StoppedException("A stop was asked for");
    }
}
