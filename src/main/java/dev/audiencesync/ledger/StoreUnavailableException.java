package dev.audiencesync.ledger;

/** The store cannot be opened; the message names the home and what to do. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreUnavailableException of(Home home, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new StoreUnavailableException(
                "Cannot open the store " + home.storeFile() + ": " + root.getMessage()
                        + ". Check the disk and the folder's owner, or give another home with --home.",
                cause);
    }
}
