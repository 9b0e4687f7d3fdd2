package dev.audiencesync.intercom;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Intercom's answers to values. */
final class ContactReader {

    /** A contact's answer carries at most this many tags. */
    private static final int INLINE_TAGS = 10;

    private ContactReader() {}

    static Contact contact(JsonNode json) {
        JsonNode tags = json.path("tags");
        Set<String> tagIds = tags.path("data")
                .valueStream()
                .map(tag -> Json.requiredId(tag, "id"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Contact(
                Json.requiredId(json, "id"),
                Json.id(json, "external_id").orElse(null),
                Json.text(json, "email").orElse(null),
                Json.text(json, "role").orElse(""),
                json.path("archived").asBoolean(false),
                tagIds,
                tagsComplete(tags, tagIds.size()),
                json);
    }

    /** @param asked the cursor the page was asked for with; one that leads back to its own page would never end */
    static ContactPage page(JsonNode json, Optional<String> asked) {
        List<Contact> contacts = Json.requiredArray(json, "data")
                .valueStream()
                .map(ContactReader::contact)
                .toList();
        JsonNode total = json.path("total_count");
        Optional<String> next = nextCursor(json.path("pages").path("next"));
        if (next.isPresent() && next.equals(asked)) {
            throw new UnreadableAnswer("a cursor that does not advance");
        }
        return new ContactPage(
                contacts, next, total.isIntegralNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty());
    }

    static List<Tag> tags(JsonNode json) {
        return tags(json, "data");
    }

    static List<Tag> tags(JsonNode json, String list) {
        return Json.requiredArray(json, list)
                .valueStream()
                .map(tag -> new Tag(
                        Json.requiredId(tag, "id"), Json.text(tag, "name").orElse("")))
                .toList();
    }

    static List<DataAttribute> dataAttributes(JsonNode json) {
        return Json.requiredArray(json, "data")
                .valueStream()
                .map(ContactReader::dataAttribute)
                .toList();
    }

    /** The contacts a bulk tag answer vouches for: those listed as {@code {"id", "tagged": true}}. */
    static Set<String> tagged(JsonNode json) {
        return listed(json, user -> user.path("tagged").asBoolean(false));
    }

    /** The contacts of whom a bulk untag answer says {@code "tagged": false}; one that says nothing is no proof. */
    static Set<String> untagged(JsonNode json) {
        return listed(
                json,
                user -> user.path("tagged").isBoolean() && !user.path("tagged").booleanValue());
    }

    private static Set<String> listed(JsonNode json, Predicate<JsonNode> which) {
        return json.path("users")
                .valueStream()
                .filter(which)
                .map(user -> Json.requiredId(user, "id"))
                .collect(Collectors.toSet());
    }

    /** A 200 without a workspace: repeating it brings none either. */
    static WorkspaceLookup workspace(JsonNode json) {
        JsonNode app = json.path("app");
        Optional<String> idCode = Json.id(app, "id_code");
        return idCode.isPresent()
                ? new Workspace(idCode.get(), Json.text(app, "name").orElse(""))
                : new Refused(200, "", "the answer names no workspace");
    }

    private static DataAttribute dataAttribute(JsonNode json) {
        String name = Json.requiredId(json, "name");
        return new DataAttribute(
                name,
                Json.text(json, "full_name").orElse(name),
                Json.text(json, "data_type").orElse("string"),
                json.path("custom").asBoolean(false),
                json.path("archived").asBoolean(false),
                json.path("api_writable").asBoolean(true));
    }

    private static boolean tagsComplete(JsonNode tags, int listed) {
        if (!tags.path("data").isArray() || tags.path("has_more").asBoolean(false)) {
            return false;
        }
        JsonNode total = tags.path("total_count");
        return total.isIntegralNumber() ? total.asInt() <= listed : listed < INLINE_TAGS;
    }

    /** A {@code next} that holds no cursor would silently cut the list short. */
    private static Optional<String> nextCursor(JsonNode next) {
        return next.isMissingNode() || next.isNull()
                ? Optional.empty()
                : Optional.of(Json.requiredId(next, "starting_after"));
    }
}
