package dev.audiencesync.definition;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connector's parameters of Create or Update User, and the field each one is in Intercom's Contacts API (2.x). */
public enum Parameter {
    USER_ID("user-id", "external_id", Kind.IDENTIFIER),
    EMAIL("email", "email", Kind.IDENTIFIER),
    PHONE_NUMBER("phone-number", "phone", Kind.TEXT),
    ID("id", null, Kind.IDENTIFIER),
    SIGNED_UP_AT("signed-up-at", "signed_up_at", Kind.TIME),
    NAME("name", "name", Kind.TEXT),
    LAST_SEEN_IP("last-seen-ip", null, Kind.TEXT),
    LAST_SEEN_USER_AGENT("last-seen-user-agent", null, Kind.TEXT),
    LAST_REQUEST_AT("last-request-at", "last_seen_at", Kind.TIME),
    UNSUBSCRIBED_FROM_EMAILS("unsubscribed-from-emails", "unsubscribed_from_emails", Kind.TRUTH),
    UPDATE_LAST_REQUEST_AT("update-last-request-at", null, Kind.TRUTH),
    NEW_SESSION("new-session", null, Kind.TRUTH);

    /** What a value of the parameter is read as. */
    public enum Kind {
        IDENTIFIER,
        TEXT,
        TIME,
        TRUTH
    }

    private final String connectorName;
    private final @Nullable String contactField;
    private final Kind kind;

    Parameter(String connectorName, @Nullable String contactField, Kind kind) {
        this.connectorName = connectorName;
        this.contactField = contactField;
        this.kind = kind;
    }

    public String connectorName() {
        return connectorName;
    }

    /** Empty for {@code id}, which is never written, and for what the Contacts API does not have. */
    public Optional<String> contactField() {
        return Optional.ofNullable(contactField);
    }

    public Kind kind() {
        return kind;
    }

    public static Optional<Parameter> named(String connectorName) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.connectorName.equals(connectorName))
                .findFirst();
    }
}
