package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.RideAlong;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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

    static ObjectNode tag(String name, Collection<UserName> users) {
        return tagged(name, users, false);
    }

    static ObjectNode untag(String name, Collection<UserName> users) {
        return tagged(name, users, true);
    }

    private static ObjectNode tagged(String name, Collection<UserName> users, boolean untag) {
        ObjectNode body = Bodies.tag(name, List.of());
        users.forEach(user -> {
            ObjectNode one = ((ArrayNode) body.path("users")).addObject();
            if (user instanceof UserName.Id byId) {
                one.put("id", byId.id());
            } else if (user instanceof UserName.UserId byUserId) {
                one.put("user_id", byUserId.userId());
            } else if (user instanceof UserName.Email byEmail) {
                one.put("email", byEmail.email());
            }
            if (untag) {
                one.put("untag", true);
            }
        });
        return body;
    }

    static ObjectNode user(String id, Map<String, FieldValue> fields) {
        return user(fields).put("id", id);
    }
}
