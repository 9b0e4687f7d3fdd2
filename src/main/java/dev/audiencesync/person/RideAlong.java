package dev.audiencesync.person;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fields that say something about the call they are in, not about the person: they go along with a change of others and
 * never make one, and nothing remembers them.
 */
public final class RideAlong {

    /** Whether the time of the call becomes the time the person was last seen. */
    public static final String UPDATE_LAST_REQUEST_AT = "update_last_request_at";

    /**
     * Whether the call counts as a session of the person. Not idempotent, alone of all that is sent: a call that is
     * repeated because its answer was lost can count two.
     */
    public static final String NEW_SESSION = "new_session";

    private static final Set<String> FIELDS = Set.of(UPDATE_LAST_REQUEST_AT, NEW_SESSION);

    private RideAlong() {}

    public static boolean isOne(String field) {
        return FIELDS.contains(field);
    }

    /** Whether the call is to make its own time the one the person was last seen. */
    public static boolean updatesLastRequestAt(Map<String, FieldValue> fields) {
        return new FieldValue.Truth(true).equals(fields.get(UPDATE_LAST_REQUEST_AT));
    }

    /** The fields that are about the person. */
    public static SortedMap<String, FieldValue> without(Map<String, FieldValue> fields) {
        SortedMap<String, FieldValue> lasting = new TreeMap<>(fields);
        lasting.keySet().removeIf(RideAlong::isOne);
        return lasting;
    }
}
