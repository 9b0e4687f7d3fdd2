package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.RideAlong;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of upserts: the fields in the Users API's words. */
final class UserBodies {
    private static final String LAST_REQUEST_AT = "last_request_at";
    private static final Map<String, String> RENAMED =
            Map.of("external_id", "user_id", "last_seen_at", LAST_REQUEST_AT);
    private static final String AVATAR = "avatar";

    private UserBodies() {}

    /**
     * Only what is given: an upsert leaves absent fields untouched. Where the time of the call is to be the time somebody
     * was last seen, no other is given.
     */
    static ObjectNode user(Map<String, FieldValue> fields) {
        Map<String, FieldValue> renamed = new TreeMap<>();
        fields.forEach((name, value) -> renamed.put(RENAMED.getOrDefault(name, name), value));
        if (RideAlong.updatesLastRequestAt(fields)) {
            renamed.remove(LAST_REQUEST_AT);
        }
        ObjectNode body = Bodies.contact(renamed);
        JsonNode avatar = body.get(AVATAR);
        if (avatar != null && !avatar.isNull()) {
            body.putObject(AVATAR).put("type", AVATAR).set("image_url", avatar);
        }
        return body;
    }

    static ObjectNode user(String id, Map<String, FieldValue> fields) {
        return user(fields).put("id", id);
    }
}
