package dev.audiencesync.ledger;

/** The life of a run, as stored. */
public enum RunState {
    /** Reading or planning; nothing was written. */
    PLANNING,
    /** The plan is whole and is being applied. */
    APPLYING,
    COMPLETED,
    FAILED,
    STOPPED,
    GUARDED,
    PLANNED,
    SUPERSEDED;

    /** Whether something is left to do that a restart would do; for the first two only if their process is gone. */
    public boolean unfinished() {
        return this == PLANNING || this == APPLYING || this == FAILED || this == STOPPED;
    }
}
