package dev.audiencesync.sandbox;

import java.util.Locale;

/**
 * What {@code "untag": true} does in a bulk {@code POST /tags}. Intercom documents it for 1.x; the 2.16 request schema
 * lacks it while the response still speaks of "tagged or untagged", so both are possible.
 */
public enum BulkUntag {
    /** The key has no meaning: the users end up tagged. */
    IGNORED,
    /** The users are untagged, and the answer says {@code "tagged": false}. */
    HONOURED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
