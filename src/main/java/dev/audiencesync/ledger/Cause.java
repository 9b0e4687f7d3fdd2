package dev.audiencesync.ledger;

/** What made a change necessary. */
public enum Cause {
    DATA,
    /** The definition was edited; the person's data alone would not have changed this. */
    DEFINITION,
    DRIFT
}
