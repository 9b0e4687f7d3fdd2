package dev.audiencesync.report;

/** How a run stands; the first five are what {@code --json} of a command can say. */
public enum RunStatus {
    COMPLETED,
    FAILED,
    STOPPED,
    GUARDED,
    PLANNED,
    /** Alive now. */
    RUNNING,
    /** Its process died without a word. */
    CRASHED,
    /** An unfinished snapshot run that a later one replaced. */
    SUPERSEDED
}
