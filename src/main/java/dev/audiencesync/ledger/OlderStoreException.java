package dev.audiencesync.ledger;

/** The store has the tables of an earlier release: a run brings them up to date, a look must not. */
public final class OlderStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OlderStoreException(String store, String version, String needed) {
        super("The tables of " + store + " are those of an earlier release (version " + version + ", where this release"
                + " needs " + needed
                + "). Looking changes nothing, so they were left as they are: the next `run` updates"
                + " them; until then, look with the release that made them.");
    }
}
