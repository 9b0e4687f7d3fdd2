package dev.audiencesync.ledger;

import java.net.UnknownHostException;

/** The store cannot be opened or went away; the message names it and says what to do. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message) {
        super(message);
    }

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreUnavailableException of(Home home, Exception cause) {
        return of(
                "the store " + home.storeFile(),
                cause,
                "Check the disk and the folder's owner, or give another home with --home.");
    }

    static StoreUnavailableException of(String store, Exception cause, String remedy) {
        return new StoreUnavailableException("Cannot open " + store + ": " + reason(cause) + ". " + remedy, cause);
    }

    /** The store failed while a run was under way. */
    public static StoreUnavailableException inMidRun(Exception cause) {
        return new StoreUnavailableException(
                "The store failed in mid-run: " + reason(cause)
                        + ". What was stored before holds; restart the run once the store is back.",
                cause);
    }

    private static String reason(Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof UnknownHostException ? "its host is not known" : root.getMessage();
        return reason == null ? root.getClass().getSimpleName() : reason.strip().replaceFirst("\\.$", "");
    }
}
