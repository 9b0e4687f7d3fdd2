package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A contact to put into a sandbox by hand: the fields of a create call, in API names. Immutable; begin with
 * {@link #user(String)}, {@link #userWithEmail(String)} or {@link #lead()}.
 */
public record ContactSeed(Map<String, Object> fields, Map<String, @Nullable Object> customAttributes) {

    public ContactSeed {
        fields = new LinkedHashMap<>(fields);
        customAttributes = new LinkedHashMap<>(customAttributes);
    }

    public static ContactSeed user(String externalId) {
        return new ContactSeed(Map.of("role", "user", "external_id", externalId), Map.of());
    }

    public static ContactSeed userWithEmail(String email) {
        return new ContactSeed(Map.of("role", "user", "email", email), Map.of());
    }

    /** Leads get a UUID as their external id. */
    public static ContactSeed lead() {
        return new ContactSeed(Map.of("role", "lead"), Map.of());
    }

    public ContactSeed withEmail(String email) {
        return with("email", email);
    }

    public ContactSeed withName(String name) {
        return with("name", name);
    }

    /** Any other field by its API name, such as {@code signed_up_at}. */
    public ContactSeed with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new ContactSeed(more, customAttributes);
    }

    /** The attribute has to be defined in the workspace. */
    public ContactSeed withAttribute(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(customAttributes);
        more.put(name, value);
        return new ContactSeed(fields, more);
    }

    ObjectNode body() {
        ObjectNode body = Json.MAPPER.valueToTree(fields);
        body.set("custom_attributes", Json.MAPPER.valueToTree(customAttributes));
        return body;
    }
}
