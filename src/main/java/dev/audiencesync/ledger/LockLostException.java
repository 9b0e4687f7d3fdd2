package dev.audiencesync.ledger;

/** The run's lock is gone while its process lives: it may write nothing more. */
public final class LockLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockLostException(String what) {
        super(what
                + " The run stopped at once, and what it was doing was not stored: it is found out by whoever goes on."
                + " Find out who ended the connection that held the lock (an administrator, a time-out, a connection"
                + " pooler), then restart the run.");
    }
}
