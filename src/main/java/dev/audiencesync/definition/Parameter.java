package dev.audiencesync.definition;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connector's parameters of Create or Update User and those that only Intercom has, with the field each one is.
 *
 * <p>Fields go by their names in the Contacts API (2.x), and by those of the Users API (1.4) where only that has them;
 * the client knows what a field is called in its version.
 */
public enum Parameter {
    USER_ID("user-id", "external_id", Kind.IDENTIFIER),
    EMAIL("email", "email", Kind.IDENTIFIER),
    PHONE_NUMBER("phone-number", "phone", Kind.TEXT),
    ID("id", null, Kind.IDENTIFIER),
    SIGNED_UP_AT("signed-up-at", "signed_up_at", Kind.TIME),
    NAME("name", "name", Kind.TEXT),
    LAST_SEEN_IP("last-seen-ip", "last_seen_ip", Kind.TEXT, Api.USERS, Value.Type.TEXT),
    LAST_SEEN_USER_AGENT("last-seen-user-agent", "last_seen_user_agent", Kind.LONG_TEXT, Api.USERS, Value.Type.TEXT),
    LAST_REQUEST_AT("last-request-at", "last_seen_at", Kind.TIME),
    UNSUBSCRIBED_FROM_EMAILS("unsubscribed-from-emails", "unsubscribed_from_emails", Kind.TRUTH),
    UPDATE_LAST_REQUEST_AT("update-last-request-at", "update_last_request_at", Kind.TRUTH),
    NEW_SESSION("new-session", "new_session", Kind.TRUTH, Api.USERS, Value.Type.BOOLEAN),
    ROLE("role", "role", Kind.ROLE, Api.CONTACTS, null),
    AVATAR("avatar", "avatar", Kind.URL),
    OWNER_ID("owner-id", "owner_id", Kind.WHOLE_NUMBER, Api.CONTACTS, Value.Type.NUMBER);

    /** What a value of the parameter is read as. */
    public enum Kind {
        IDENTIFIER,
        /** At most 255 characters. */
        TEXT,
        /** A text for which Intercom names no limit. */
        LONG_TEXT,
        TIME,
        TRUTH,
        WHOLE_NUMBER,
        /** The address of something on the web. */
        URL,
        /** {@code user}: leads are nobody's here. */
        ROLE
    }

    private final String connectorName;
    private final @Nullable String field;
    private final Kind kind;
    private final @Nullable Api onlyIn;
    private final Value.@Nullable Type attributeType;

    Parameter(String connectorName, @Nullable String field, Kind kind) {
        this(connectorName, field, kind, null, null);
    }

    Parameter(
            String connectorName,
            @Nullable String field,
            Kind kind,
            @Nullable Api onlyIn,
            Value.@Nullable Type attributeType) {
        this.connectorName = connectorName;
        this.field = field;
        this.kind = kind;
        this.onlyIn = onlyIn;
        this.attributeType = attributeType;
    }

    public String connectorName() {
        return connectorName;
    }

    /** Empty for {@code id}, which is never written. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    public Kind kind() {
        return kind;
    }

    boolean isIn(Api api) {
        return onlyIn == null || onlyIn == api;
    }

    /** The type of the custom attribute that it can be sent as, in place of a field that a version does not have. */
    Optional<Value.Type> attributeType() {
        return Optional.ofNullable(attributeType);
    }

    public static Optional<Parameter> named(String connectorName) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.connectorName.equals(connectorName))
                .findFirst();
    }
}
