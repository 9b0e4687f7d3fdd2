package dev.audiencesync.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of an upsert, checked. Absent keys leave their field alone, keys that are no user field are ignored, and a
 * custom attribute that the workspace does not have is defined by its first value.
 */
final class UserBody {
    private static final String DATE_SUFFIX = "_at";

    private final BodyFields fields;
    private final State state;
    private final Changes changes;
    private final long now;

    UserBody(BodyFields fields, State state, Changes changes, long now) {
        this.fields = fields;
        this.state = state;
        this.changes = changes;
        this.now = now;
    }

    Profile ofNewcomer() {
        return onto(Profile.empty(Role.USER));
    }

    Profile onto(Profile current) {
        Profile.Draft draft = current.draft();
        String userId = fields.identifier("user_id");
        if (userId != null) {
            draft.externalId = userId;
        }
        if (has("email")) {
            String email = fields.text("email");
            draft.email = email == null ? null : email.toLowerCase(Locale.ROOT);
        }
        if (has("phone")) {
            draft.phone = fields.text("phone");
        }
        if (has("name")) {
            draft.name = fields.text("name");
        }
        if (has("avatar")) {
            draft.avatar = avatar(fields.body().path("avatar"));
        }
        if (has("signed_up_at")) {
            draft.signedUpAt = fields.seconds("signed_up_at");
        }
        if (fields.body().hasNonNull("unsubscribed_from_emails")) {
            draft.unsubscribed = fields.flag("unsubscribed_from_emails");
        }
        copyVisit(draft);
        copyCustomAttributes(draft);
        return draft.finish();
    }

    private void copyVisit(Profile.Draft draft) {
        if (has("last_seen_ip")) {
            draft.lastSeenIp = fields.text("last_seen_ip");
        }
        if (has("last_seen_user_agent")) {
            draft.lastSeenUserAgent = fields.text("last_seen_user_agent");
        }
        if (has("last_request_at")) {
            draft.lastSeenAt = fields.seconds("last_request_at");
        }
        if (isTrue("update_last_request_at")) {
            draft.lastSeenAt = now;
        }
        if (isTrue("new_session")) {
            draft.sessions = (draft.sessions == null ? 0 : draft.sessions) + 1;
        }
    }

    private static @Nullable String avatar(JsonNode given) {
        if (given.isNull()) {
            return null;
        }
        if (!given.path("image_url").isString()) {
            throw Refusal.invalid("avatar must be an object with an image_url");
        }
        return given.path("image_url").stringValue();
    }

    private void copyCustomAttributes(Profile.Draft draft) {
        JsonNode given = fields.body().path("custom_attributes");
        if (given.isMissingNode() || given.isNull()) {
            return;
        }
        if (!given.isObject()) {
            throw Refusal.invalid("custom_attributes must be an object");
        }
        Map<String, Attribute> defined = new HashMap<>(state.attributes());
        given.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (!defined.containsKey(name) && !value.isNull()) {
                Attribute attribute = AttributeCalls.define(state, changes, name, typeOf(name, value), List.of(), now);
                defined.put(name, attribute);
            }
            if (defined.containsKey(name)) {
                draft.customAttributes.put(name, AttributeValues.checked(name, value, defined));
            }
        });
    }

    /** A number is any number, but for a time under a name that says so. */
    private static AttributeType typeOf(String name, JsonNode value) {
        if (value.isBoolean()) {
            return AttributeType.BOOLEAN;
        }
        if (value.isNumber()) {
            boolean date = name.endsWith(DATE_SUFFIX) && BodyFields.isSeconds(value);
            return date ? AttributeType.DATE : AttributeType.FLOAT;
        }
        if (!value.isString()) {
            throw Refusal.invalid("Custom attribute '" + name + "' must be a string, a number or a boolean");
        }
        return AttributeType.STRING;
    }

    private boolean isTrue(String key) {
        return fields.body().hasNonNull(key) && fields.flag(key);
    }

    private boolean has(String key) {
        return fields.body().has(key);
    }
}
