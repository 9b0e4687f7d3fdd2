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
    SUPERSEDED
}
