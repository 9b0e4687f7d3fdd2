package dev.audiencesync.sandbox;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Contacts as the API shows them. */
final class ContactJson {
    /** A contact carries at most this many tags, ids only; the total tells how many there are. */
    private static final int INLINE_TAGS = 10;

    private static final List<String> ALWAYS_NULL = List.of(
            "last_replied_at",
            "last_contacted_at",
            "last_email_opened_at",
            "last_email_clicked_at",
            "language_override",
            "browser",
            "browser_version",
            "browser_language",
            "os",
            "android_app_name",
            "android_app_version",
            "android_device",
            "android_os_version",
            "android_sdk_version",
            "android_last_seen_at",
            "ios_app_name",
            "ios_app_version",
            "ios_device",
            "ios_os_version",
            "ios_sdk_version",
            "ios_last_seen_at");

    private static final List<String> EMPTY_LISTS =
            List.of("notes", "companies", "opted_out_subscription_types", "opted_in_subscription_types");

    private final String workspaceId;

    ContactJson(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    ObjectNode render(Contact contact, ApiVersion version) {
        Profile profile = contact.profile();
        ObjectNode json = Json.object()
                .put("type", "contact")
                .put("id", contact.id())
                .put("workspace_id", workspaceId)
                .put("external_id", profile.externalId())
                .put("role", profile.role().wireName())
                .put("email", profile.email())
                .put("phone", profile.phone())
                .put("name", profile.name());
        putAvatar(json, profile);
        putOwner(json, profile, version);
        json.putObject("social_profiles").put("type", "list").putArray("data");
        json.put("has_hard_bounced", false)
                .put("marked_email_as_spam", false)
                .put("unsubscribed_from_emails", profile.unsubscribed())
                .put("created_at", contact.createdAt())
                .put("updated_at", contact.updatedAt())
                .put("signed_up_at", profile.signedUpAt())
                .put("last_seen_at", profile.lastSeenAt());
        ALWAYS_NULL.forEach(json::putNull);
        putLocation(json);
        json.set("custom_attributes", Json.MAPPER.valueToTree(profile.customAttributes()));
        putTags(json, contact);
        EMPTY_LISTS.forEach(name -> putEmptyList(json, contact, name));
        return json;
    }

    private static void putAvatar(ObjectNode json, Profile profile) {
        if (profile.avatar() == null) {
            json.putNull("avatar");
        } else {
            json.putObject("avatar").put("type", "avatar").put("image_url", profile.avatar());
        }
    }

    private static void putOwner(ObjectNode json, Profile profile, ApiVersion version) {
        if (profile.ownerId() == null || version.atLeast(16)) {
            json.put("owner_id", profile.ownerId());
        } else {
            json.put("owner_id", Long.parseLong(profile.ownerId()));
        }
    }

    private static void putLocation(ObjectNode json) {
        ObjectNode location = json.putObject("location").put("type", "location");
        List.of("country", "region", "city", "country_code", "continent_code").forEach(location::putNull);
    }

    private static void putTags(ObjectNode json, Contact contact) {
        ObjectNode tags = json.putObject("tags").put("type", "list");
        var data = tags.putArray("data");
        contact.tags().keySet().stream()
                .limit(INLINE_TAGS)
                .forEach(id -> data.addObject().put("id", id).put("type", "tag").put("url", "/tags/" + id));
        tags.put("url", "/contacts/" + contact.id() + "/tags")
                .put("total_count", contact.tags().size())
                .put("has_more", contact.tags().size() > INLINE_TAGS);
    }

    private static void putEmptyList(ObjectNode json, Contact contact, String name) {
        String path = name.startsWith("opted") ? "subscriptions" : name;
        ObjectNode list = json.putObject(name).put("type", "list");
        list.putArray("data");
        list.put("url", "/contacts/" + contact.id() + "/" + path)
                .put("total_count", 0)
                .put("has_more", false);
    }
}
