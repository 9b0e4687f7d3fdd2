package dev.audiencesync.plan;

/** A part of planning, done in batches. */
interface PlanPart {
    /** A batch's people; planned in one transaction. */
    int BATCH = 1_000;

    /** What {@link #advance} answers when nothing is left. */
    long DONE = -1;

    /** Does the next batch. Returns how many people it planned, or {@link #DONE}. */
    long advance();
}
