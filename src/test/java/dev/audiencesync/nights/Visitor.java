package dev.audiencesync.nights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record of an export.
 *
 * @param audiences null where the record does not carry the container
 * @param lastVisit what orders records, in milliseconds
 */
record Visitor(
        String userId,
        String email,
        String name,
        Map<String, String> attributes,
        List<String> audiences,
        Long lastVisit,
        boolean broken) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Visitor of(String userId, String email) {
        return new Visitor(userId, email, null, Map.of(), List.of(), null, false);
    }

    /** With an e-mail made of the id. */
    static Visitor user(String userId) {
        return of(userId, userId.toLowerCase(java.util.Locale.ROOT) + "@example.com");
    }

    static Visitor withEmailOnly(String email) {
        return of(null, email);
    }

    /** A record that says nothing of who it is about. */
    static Visitor ofNobody() {
        return of(null, null).thatIsBroken();
    }

    boolean isOfNobody() {
        return userId == null && email == null && !attributes.containsKey("Intercom ID");
    }

    Visitor asUser(String id) {
        return new Visitor(id, email, name, attributes, audiences, lastVisit, broken);
    }

    Visitor named(String text) {
        return new Visitor(userId, email, text, attributes, audiences, lastVisit, broken);
    }

    Visitor in(String... names) {
        return new Visitor(userId, email, name, attributes, Arrays.asList(names), lastVisit, broken);
    }

    Visitor withoutAudiences() {
        return new Visitor(userId, email, name, attributes, null, lastVisit, broken);
    }

    Visitor at(long time) {
        return new Visitor(userId, email, name, attributes, audiences, time, broken);
    }

    Visitor with(String attribute, String value) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(attribute, value);
        return new Visitor(userId, email, name, more, audiences, lastVisit, broken);
    }

    /** A record that says who it is about and cannot be used all the same. */
    Visitor thatIsBroken() {
        return new Visitor(userId, email, name, attributes, audiences, lastVisit, true);
    }

    String json() {
        Map<String, Object> properties = new LinkedHashMap<>(attributes);
        put(properties, "Customer ID", userId);
        put(properties, "Email Address", email);
        put(properties, "Full name", broken ? Map.of("no", "text") : name);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("_id", "v-" + (userId == null ? email : userId));
        record.put("properties", properties);
        put(record, "audiences", audiences);
        if (lastVisit != null) {
            record.put("dates", Map.of("Last visit", lastVisit));
        }
        return JSON.writeValueAsString(record);
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
