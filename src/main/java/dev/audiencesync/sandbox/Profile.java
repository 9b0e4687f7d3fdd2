package dev.audiencesync.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a contact that callers write. Times are Unix seconds. A cleared e-mail is {@code ""}, one that was never
 * set is null; a custom attribute set to null keeps its key. The last three are written by the Users API only; null
 * {@code sessions} are none.
 */
record Profile(
        Role role,
        @Nullable String externalId,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String avatar,
        @Nullable String ownerId,
        @Nullable Long signedUpAt,
        @Nullable Long lastSeenAt,
        boolean unsubscribed,
        Map<String, @Nullable Object> customAttributes,
        @Nullable String lastSeenIp,
        @Nullable String lastSeenUserAgent,
        @Nullable Long sessions) {

    Profile {
        // Not Map.copyOf, which refuses null values.
        customAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(customAttributes));
    }

    static Profile empty(Role role) {
        return new Profile(role, null, null, null, null, null, null, null, null, false, Map.of(), null, null, null);
    }

    /** E-mails compare without case; null where there is none. */
    @Nullable
    String emailKey() {
        return email == null || email.isEmpty() ? null : email.toLowerCase(Locale.ROOT);
    }

    Draft draft() {
        return new Draft(this);
    }

    /** A profile in the making. */
    static final class Draft {
        Role role;

        @Nullable
        String externalId;

        @Nullable
        String email;

        @Nullable
        String phone;

        @Nullable
        String name;

        @Nullable
        String avatar;

        @Nullable
        String ownerId;

        @Nullable
        Long signedUpAt;

        @Nullable
        Long lastSeenAt;

        @Nullable
        String lastSeenIp;

        @Nullable
        String lastSeenUserAgent;

        @Nullable
        Long sessions;

        boolean unsubscribed;
        final Map<String, @Nullable Object> customAttributes;

        private Draft(Profile from) {
            role = from.role;
            externalId = from.externalId;
            email = from.email;
            phone = from.phone;
            name = from.name;
            avatar = from.avatar;
            ownerId = from.ownerId;
            signedUpAt = from.signedUpAt;
            lastSeenAt = from.lastSeenAt;
            unsubscribed = from.unsubscribed;
            customAttributes = new LinkedHashMap<>(from.customAttributes);
            lastSeenIp = from.lastSeenIp;
            lastSeenUserAgent = from.lastSeenUserAgent;
            sessions = from.sessions;
        }

        Profile finish() {
            return new Profile(
                    role,
                    externalId,
                    email,
                    phone,
                    name,
                    avatar,
                    ownerId,
                    signedUpAt,
                    lastSeenAt,
                    unsubscribed,
                    customAttributes,
                    lastSeenIp,
                    lastSeenUserAgent,
                    sessions);
        }
    }
}
