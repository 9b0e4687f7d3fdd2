package dev.audiencesync.sandbox;

import java.util.Locale;

/**
 * What {@code "untag": true} does in a bulk {@code POST /tags}. Intercom documents it for 1.x; the 2.16 request schema
 * lacks it while the response still speaks of "tagged or untagged", so each of these is possible.
 */
public enum BulkUntag {
    /** The key has no meaning: the users end up tagged. */
    IGNORED,
    /** The users are untagged, and the answer says {@code "tagged": false}. */
    HONOURED,
    /** The answer says {@code "tagged": false}, and the users stay tagged. */
    CLAIMED,
    /** The key is not taken: 400, and nothing of the call takes effect. */
    REFUSED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
