package dev.audiencesync.intercom;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The Users API's answers to values. */
final class UserReader {
    /** The largest page of lists. */
    static final int PER_PAGE = 60;

    /** More than our clock is wrong by. */
    private static final Duration WRONG_CLOCK = Duration.ofHours(1);

    private UserReader() {}

    /**
     * A page of users, and perhaps leads.
     *
     * @param total how many there are on all pages; 0 where Intercom does not say
     */
    record Page(int number, List<Contact> users, boolean more, long total) {}

    /** A page of a scroll; without users it is the last. */
    record Scroll(String parameter, List<Contact> users) {}

    /** A lead is of type {@code contact}, or anonymous. */
    static Contact user(JsonNode json) {
        JsonNode tags = json.path("tags").path("tags");
        Set<String> tagIds = tags.valueStream()
                .map(tag -> Json.requiredId(tag, "id"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean lead = Json.text(json, "type").filter("contact"::equals).isPresent()
                || json.path("anonymous").asBoolean(false);
        return new Contact(
                Json.requiredId(json, "id"),
                Json.id(json, "user_id").orElse(null),
                Json.text(json, "email").orElse(null),
                lead ? "lead" : "user",
                false,
                tagIds,
                tags.isArray(),
                json);
    }

    /** Whoever was updated after they were created, or was created long ago, was there before. */
    static WriteResult upserted(JsonNode json, Instant now) {
        Contact user = user(json);
        JsonNode created = json.path("created_at");
        if (!created.isIntegralNumber()) {
            return new WriteResult.Written(user);
        }
        boolean met = created.asLong() < json.path("updated_at").asLong(0)
                || created.asLong() < now.minus(WRONG_CLOCK).getEpochSecond();
        return met ? new WriteResult.Met(user) : new WriteResult.Written(user);
    }

    static Page page(JsonNode json, int number) {
        JsonNode next = json.path("pages").path("next");
        return new Page(
                number,
                users(json),
                !next.isMissingNode() && !next.isNull(),
                json.path("total_count").asLong(0));
    }

    static Scroll scroll(JsonNode json) {
        List<Contact> users = users(json);
        return new Scroll(users.isEmpty() ? "" : Json.requiredId(json, "scroll_param"), users);
    }

    private static List<Contact> users(JsonNode json) {
        return Json.requiredArray(json, "users")
                .valueStream()
                .map(UserReader::user)
                .toList();
    }

    static List<Tag> tags(JsonNode json) {
        return ContactReader.tags(json, "tags");
    }
}
