package dev.audiencesync.ledger;

/** What a run was begun for. */
public enum RunKind {
    /** To plan and apply. */
    RUN,
    /** To plan only; applying it is asked for later, or never. */
    PLAN,
    /** To plan and apply for some people what was refused them before. */
    RETRY
}
