package dev.audiencesync.ledger;

/** The environment names a database that cannot be the store: a mistake of whoever set it, to be mended before anything begins. */
public final class UnsupportedDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message never repeats the address, which may hold a password */
    UnsupportedDatabaseException(String message) {
        super(message);
    }
}
