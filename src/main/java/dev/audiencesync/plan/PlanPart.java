package dev.audiencesync.plan;

/** A part of planning, done in batches: each is prepared, then planned in one transaction. */
interface PlanPart {
    /** A batch's people. */
    int BATCH = 1_000;

    /** What {@link #advance} answers when nothing is left. */
    long DONE = -1;

    /**
     * Gathers what the next batch needs, from Intercom too; stores nothing. No transaction is open meanwhile: it would stay
     * so for as long as Intercom is away.
     */
    default void prepare() {}

    /** Plans the batch. Returns how many people it planned, or {@link #DONE}. */
    long advance();
}
