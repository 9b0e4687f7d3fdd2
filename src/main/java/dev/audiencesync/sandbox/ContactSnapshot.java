package dev.audiencesync.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contact as the sandbox holds it, whatever its life; times are Unix seconds.
 *
 * @param role {@code user} or {@code lead}
 * @param lastSeenIp as the Users API set it
 * @param lastSeenUserAgent as the Users API set it
 * @param sessions that the Users API registered
 * @param mergedInto the id of the contact it was merged into, null unless it was
 */
public record ContactSnapshot(
        String id,
        String role,
        @Nullable String externalId,
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        @Nullable Long signedUpAt,
        @Nullable Long lastSeenAt,
        @Nullable String lastSeenIp,
        @Nullable String lastSeenUserAgent,
        long sessions,
        @Nullable String avatar,
        @Nullable String ownerId,
        boolean unsubscribed,
        Map<String, @Nullable Object> customAttributes,
        Set<String> tagIds,
        Set<String> tagNames,
        long createdAt,
        long updatedAt,
        boolean archived,
        boolean deleted,
        boolean blocked,
        @Nullable String mergedInto) {

    public ContactSnapshot {
        customAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(customAttributes));
        tagIds = Set.copyOf(tagIds);
        tagNames = Set.copyOf(tagNames);
    }

    /** Whether the API shows it: not archived, deleted, blocked or merged. */
    public boolean active() {
        return !archived && !deleted && !blocked && mergedInto == null;
    }
}
