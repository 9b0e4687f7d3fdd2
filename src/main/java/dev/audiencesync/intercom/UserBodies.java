package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of upserts: the fields in the Users API's words. */
final class UserBodies {
    private static final Map<String, String> RENAMED =
            Map.of("external_id", "user_id", "last_seen_at", "last_request_at");
    private static final String AVATAR = "avatar";

    private UserBodies() {}

    /** Only what is given: an upsert leaves absent fields untouched. */
    static ObjectNode user(Map<String, FieldValue> fields) {
        Map<String, FieldValue> renamed = new TreeMap<>();
        fields.forEach((name, value) -> renamed.put(RENAMED.getOrDefault(name, name), value));
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
