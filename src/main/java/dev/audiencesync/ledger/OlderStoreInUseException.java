package dev.audiencesync.ledger;

/** The store has the tables of an earlier release, and they cannot be brought up to date: somebody works with them. */
public final class OlderStoreInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String holders;

    /** @param holders who works with them, for people */
    OlderStoreInUseException(String store, String holders) {
        super("The tables of " + store + " are those of an earlier release and have to be updated, but " + holders
                + " works with them as they are. Nothing was changed; start the job again when that has ended.");
        this.holders = holders;
    }

    public String holders() {
        return holders;
    }
}
