package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a contact holds of the fields that can be written, by the names and in the form they are written in. */
final class HeldFields {

    /** The answers' names of each, in the Contacts API and the Users API. */
    private static final Map<String, List<String>> ANSWERED = Map.ofEntries(
            Map.entry("external_id", List.of("external_id", "user_id")),
            Map.entry("email", List.of("email")),
            Map.entry("phone", List.of("phone")),
            Map.entry("name", List.of("name")),
            Map.entry("signed_up_at", List.of("signed_up_at")),
            Map.entry("last_seen_at", List.of("last_seen_at", "last_request_at")),
            Map.entry("last_seen_ip", List.of("last_seen_ip")),
            Map.entry("last_seen_user_agent", List.of("last_seen_user_agent", "user_agent_data")),
            Map.entry("unsubscribed_from_emails", List.of("unsubscribed_from_emails")),
            Map.entry("owner_id", List.of("owner_id")));

    private static final String AVATAR = "avatar";
    private static final String CUSTOM_ATTRIBUTES = "custom_attributes";

    private HeldFields() {}

    /** What is empty is cleared; what the answer says nothing of is missing. */
    static SortedMap<String, FieldValue> of(Contact contact) {
        JsonNode answer = contact.fields();
        SortedMap<String, FieldValue> held = new TreeMap<>();
        ANSWERED.forEach((field, names) -> names.stream()
                .filter(answer::has)
                .findFirst()
                .flatMap(name -> value(answer.path(name)))
                .ifPresent(value -> held.put(field, value)));
        if (answer.has(AVATAR)) {
            JsonNode avatar = answer.path(AVATAR);
            value(avatar.isObject() ? avatar.path("image_url") : avatar).ifPresent(url -> held.put(AVATAR, url));
        }
        answer.path(CUSTOM_ATTRIBUTES).properties().forEach(attribute -> value(attribute.getValue())
                .ifPresent(value -> held.put(CUSTOM_ATTRIBUTES + "." + attribute.getKey(), value)));
        if (!contact.role().isEmpty()) {
            held.put("role", new FieldValue.Text(contact.role()));
        }
        return held;
    }

    /** Empty for what no field can be written with, such as a list. A cleared e-mail is answered as {@code ""}. */
    private static Optional<FieldValue> value(JsonNode node) {
        if (node.isNull()
                || node.isMissingNode()
                || (node.isString() && node.stringValue().isEmpty())) {
            return Optional.of(new FieldValue.Clear());
        }
        if (node.isBoolean()) {
            return Optional.of(new FieldValue.Truth(node.booleanValue()));
        }
        if (node.isNumber()) {
            return Optional.of(new FieldValue.Numeric(node.decimalValue()));
        }
        return node.isString() ? Optional.of(new FieldValue.Text(node.stringValue())) : Optional.empty();
    }
}
