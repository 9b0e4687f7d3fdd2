package dev.audiencesync.job;

import dev.audiencesync.ledger.StoredRun;

/** An earlier run has to be finished first, and this command may not do it: exit 2, nothing begun. */
public final class UnfinishedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfinishedRunException(StoredRun earlier) {
        super("Run " + earlier.id() + " of " + earlier.job()
                + " was begun and not finished. This command is for a few people only, and finishing that run is not: `restart "
                + earlier.id() + "` first.");
    }
}
