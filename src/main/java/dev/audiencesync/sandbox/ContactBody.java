package dev.audiencesync.sandbox;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a create or an update, checked. An update is partial: absent keys leave their field alone. Keys that are
 * no contact field are ignored; an undefined custom attribute refuses the whole write.
 */
final class ContactBody {
    private final ObjectNode body;
    private final BodyFields fields;
    private final ApiVersion version;
    private final Map<String, Attribute> attributes;

    ContactBody(ObjectNode body, ApiVersion version, Map<String, Attribute> attributes) {
        this.body = body;
        this.fields = new BodyFields(body);
        this.version = version;
        this.attributes = attributes;
    }

    /** A create needs {@code email}, {@code external_id} or {@code role}; a user one of the first two. */
    Profile create() {
        String role = fields.text("role");
        String externalId = fields.identifier("external_id");
        String email = fields.identifier("email");
        if (role == null && externalId == null && email == null) {
            throw Refusal.invalid("A contact needs an email, an external_id or a role");
        }
        Profile.Draft draft =
                Profile.empty(role == null ? Role.USER : Role.ofWireName(role)).draft();
        if (draft.role == Role.USER && externalId == null && email == null) {
            throw Refusal.invalid("A user needs an email or an external_id");
        }
        // A lead's external id is never the caller's.
        draft.externalId = draft.role == Role.LEAD ? UUID.randomUUID().toString() : externalId;
        draft.email = email;
        copyFields(draft);
        return draft.finish();
    }

    Profile update(Profile current) {
        Profile.Draft draft = current.draft();
        String role = fields.text("role");
        if (role != null) {
            draft.role = Role.ofWireName(role);
        }
        if (current.role() == Role.USER && draft.role == Role.LEAD) {
            throw new Refusal(400, "client_error", "Contact with user role can't be converted to a lead");
        }
        String externalId = fields.identifier("external_id");
        if (externalId != null && draft.role == Role.USER) {
            draft.externalId = externalId;
        }
        if (body.has("email")) {
            String email = fields.text("email");
            draft.email = email == null ? cleared(current.email()) : email;
        }
        copyFields(draft);
        return draft.finish();
    }

    /** Clearing an e-mail leaves an empty string; phone and name become null. */
    private static @Nullable String cleared(@Nullable String email) {
        return email == null ? null : "";
    }

    private void copyFields(Profile.Draft draft) {
        if (body.has("phone")) {
            draft.phone = fields.text("phone");
        }
        if (body.has("name")) {
            draft.name = fields.text("name");
        }
        if (body.has("avatar")) {
            draft.avatar = fields.text("avatar");
        }
        if (body.has("signed_up_at")) {
            draft.signedUpAt = fields.seconds("signed_up_at");
        }
        if (body.has("last_seen_at")) {
            draft.lastSeenAt = fields.seconds("last_seen_at");
        }
        if (body.has("owner_id")) {
            draft.ownerId = ownerId(body.get("owner_id"));
        }
        if (body.hasNonNull("unsubscribed_from_emails")) {
            draft.unsubscribed = fields.flag("unsubscribed_from_emails");
        }
        checkEmailVerified();
        copyCustomAttributes(draft);
    }

    private void checkEmailVerified() {
        if (version.atLeast(16) && body.hasNonNull("email_verified")) {
            fields.flag("email_verified");
            if (fields.identifier("email") == null) {
                throw Refusal.invalid("email_verified needs an email in the same call");
            }
        }
    }

    private void copyCustomAttributes(Profile.Draft draft) {
        JsonNode given = body.get("custom_attributes");
        if (given == null || given.isNull()) {
            return;
        }
        if (!given.isObject()) {
            throw Refusal.invalid("custom_attributes must be an object");
        }
        given.properties()
                .forEach(entry -> draft.customAttributes.put(
                        entry.getKey(), AttributeValues.checked(entry.getKey(), entry.getValue(), attributes)));
    }

    /** An integer up to 2.15, a string from 2.16 on. */
    private @Nullable String ownerId(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        boolean text = version.atLeast(16);
        if (text ? !value.isString() : !value.isIntegralNumber()) {
            throw Refusal.invalid("owner_id must be " + (text ? "a string" : "an integer"));
        }
        return value.asString();
    }
}
