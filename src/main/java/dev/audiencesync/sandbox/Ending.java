package dev.audiencesync.sandbox;

/** How an answer leaves, or does not. */
enum Ending {
    WHOLE,
    /** Half of the body, as if it were all. */
    TRUNCATED,
    /** The connection is closed in the middle of the body. */
    BROKEN_OFF,
    /** The connection is closed without a byte of the answer. */
    DROPPED,
    /** The connection is left open and nothing comes. */
    NEVER
}
