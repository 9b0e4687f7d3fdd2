package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Contacts as the Users API shows them. */
final class UserJson {
    private static final List<String> EMPTY_LISTS = List.of("companies", "segments", "social_profiles");

    private final String workspaceId;

    UserJson(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    /** A lead is of another type, and its user id is Intercom's. */
    ObjectNode render(Contact contact, State state) {
        Profile profile = contact.profile();
        ObjectNode json = Json.object()
                .put("type", contact.isUser() ? "user" : "contact")
                .put("id", contact.id())
                .put("user_id", profile.externalId())
                .put("anonymous", !contact.isUser())
                .put("email", profile.email())
                .put("phone", profile.phone())
                .put("name", profile.name())
                .putNull("pseudonym");
        json.putObject("avatar").put("type", "avatar").put("image_url", profile.avatar());
        json.put("app_id", workspaceId);
        json.putObject("location_data").put("type", "location_data");
        json.put("last_request_at", profile.lastSeenAt())
                .put("last_seen_ip", profile.lastSeenIp())
                .put("user_agent_data", profile.lastSeenUserAgent())
                .put("created_at", contact.createdAt())
                .put("remote_created_at", profile.signedUpAt())
                .put("signed_up_at", profile.signedUpAt())
                .put("updated_at", contact.updatedAt())
                .put("session_count", profile.sessions() == null ? 0 : profile.sessions())
                .put("has_hard_bounced", false)
                .put("marked_email_as_spam", false)
                .put("unsubscribed_from_emails", profile.unsubscribed());
        EMPTY_LISTS.forEach(name -> putEmptyList(json, name));
        putTags(json, contact, state);
        json.set("custom_attributes", Json.MAPPER.valueToTree(profile.customAttributes()));
        return json;
    }

    private static void putEmptyList(ObjectNode json, String name) {
        String type = name.equals("companies") ? "company" : name.substring(0, name.length() - 1);
        json.putObject(name).put("type", type + ".list").putArray(name);
    }

    /** All of them, with their names. */
    private static void putTags(ObjectNode json, Contact contact, State state) {
        var tags = json.putObject("tags").put("type", "tag.list").putArray("tags");
        contact.tags().keySet().forEach(id -> tags.add(TagCalls.render(Objects.requireNonNull(state.tag(id)))));
    }
}
