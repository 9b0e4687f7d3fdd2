package dev.audiencesync.ledger;

/** Whether a workspace takes a tag off many people in one call, which Intercom documents for its 1.x API only. */
public enum BulkUntag {
    UNTRIED,
    WORKS,
    FAILS
}
