package dev.audiencesync.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A page of a 1.x list: by number, newest first unless {@code order=asc}, and none beyond the 10,000th user. */
record UserPage(int page, int perPage, boolean ascending) {
    private static final int DEFAULT = 50;
    private static final int MAXIMUM = 60;
    private static final int DEEPEST_USER = 10_000;

    static UserPage of(Map<String, String> query) {
        if (!query.getOrDefault("sort", "created_at").equals("created_at")) {
            throw Refusal.invalid("This sandbox sorts by created_at only");
        }
        String order = query.getOrDefault("order", "desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw Refusal.invalid("order must be asc or desc");
        }
        int page = number(query, "page", 1, 1_000_000);
        int perPage = number(query, "per_page", DEFAULT, MAXIMUM);
        if ((long) page * perPage > DEEPEST_USER) {
            throw new Refusal(400, "bad_request", "page limit reached, please use scroll API");
        }
        return new UserPage(page, perPage, order.equals("asc"));
    }

    private static int number(Map<String, String> query, String name, int absent, int most) {
        String text = query.get(name);
        if (text == null) {
            return absent;
        }
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Refusal.invalid(name + " must be between 1 and " + most);
        }
        return Integer.parseInt(text);
    }

    /** @param oldestFirst all there is to list */
    ObjectNode render(List<Contact> oldestFirst, Map<String, String> query, Function<Contact, ObjectNode> renderer) {
        List<Contact> all = new ArrayList<>(oldestFirst);
        if (!ascending) {
            Collections.reverse(all);
        }
        int total = all.size();
        int from = Math.min(total, (page - 1) * perPage);
        int to = Math.min(total, from + perPage);
        ObjectNode json =
                Json.object().put("type", "user.list").put("total_count", total).put("limited", false);
        var users = json.putArray("users");
        all.subList(from, to).forEach(contact -> users.add(renderer.apply(contact)));
        json.putObject("pages")
                .put("type", "pages")
                .put("next", to < total ? next(query) : null)
                .put("page", page)
                .put("per_page", perPage)
                .put("total_pages", (total + perPage - 1) / perPage);
        return json;
    }

    private String next(Map<String, String> query) {
        String rest = query.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("page") && !entry.getKey().equals("per_page"))
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        return "https://api.intercom.io/users?" + rest + "per_page=" + perPage + "&page=" + (page + 1);
    }
}
