package dev.audiencesync.intercom;

/** What a version promises of {@code "untag": true} in a bulk call. */
public enum BulkUntagging {
    /** 1.x: it is documented, and an answer means that everybody of the call is untagged. */
    DOCUMENTED,
    /** From 2.16: nothing, but the answer says of each contact what became of it, so that it can be tried. */
    TELLING,
    /** Before 2.16: nothing, and the answer would not tell. */
    SILENT
}
