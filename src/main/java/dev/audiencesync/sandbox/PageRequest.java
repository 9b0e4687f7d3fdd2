package dev.audiencesync.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which page is asked for: its size, and the contact number the page before it ended with (0 for the first). */
record PageRequest(int perPage, long after, int page) {
    private static final int LIST_DEFAULT = 10;
    private static final int SEARCH_DEFAULT = 50;
    private static final int MAXIMUM = 150;

    /** The list call takes its cursor from the query. */
    static PageRequest ofQuery(Map<String, String> query) {
        String perPage = query.get("per_page");
        return of(perPage == null ? LIST_DEFAULT : size(perPage), query.get("starting_after"));
    }

    /** The search call takes its cursor from the body, and from nowhere else. */
    static PageRequest ofBody(@Nullable JsonNode pagination) {
        if (pagination == null || pagination.isNull()) {
            return of(SEARCH_DEFAULT, null);
        }
        JsonNode perPage = pagination.get("per_page");
        JsonNode cursor = pagination.get("starting_after");
        return of(
                perPage == null || perPage.isNull() ? SEARCH_DEFAULT : size(perPage.asString("")),
                cursor == null || cursor.isNull() ? null : cursor.asString(""));
    }

    private static int size(String text) {
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAXIMUM) {
            throw Refusal.invalid("per_page must be between 1 and " + MAXIMUM);
        }
        return Integer.parseInt(text);
    }

    private static PageRequest of(int perPage, @Nullable String cursor) {
        if (cursor == null) {
            return new PageRequest(perPage, 0, 1);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":", -1);
            if (parts.length == 2) {
                return new PageRequest(perPage, Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            // Not a cursor of ours: refused below, like any other.
        }
        throw Refusal.invalid("starting_after is not a cursor of this API");
    }

    /** The cursor of the page after one that ended with this contact number. */
    String cursorAfter(long last) {
        String plain = last + ":" + (page + 1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
