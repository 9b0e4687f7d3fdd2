package dev.audiencesync.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as it is now. {@code number} counts contacts in order of creation; {@code tags} maps tag ids to when they
 * were applied; times are Unix seconds.
 */
record Contact(
        String id,
        long number,
        Profile profile,
        Map<String, Long> tags,
        long createdAt,
        long updatedAt,
        Life life,
        @Nullable String mergedInto)
        implements Entity {

    Contact {
        // Keeps the order in which tags were applied.
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    static Contact born(String id, long number, Profile profile, long now) {
        return new Contact(id, number, profile, Map.of(), now, now, Life.ACTIVE, null);
    }

    boolean isActive() {
        return life == Life.ACTIVE;
    }

    boolean isUser() {
        return profile.role() == Role.USER;
    }

    Contact withProfile(Profile changed, long now) {
        return changed.equals(profile)
                ? this
                : new Contact(id, number, changed, tags, createdAt, now, life, mergedInto);
    }

    Contact tagged(String tagId, long now) {
        if (tags.containsKey(tagId)) {
            return this;
        }
        Map<String, Long> more = new LinkedHashMap<>(tags);
        more.put(tagId, now);
        return new Contact(id, number, profile, more, createdAt, now, life, mergedInto);
    }

    Contact untagged(String tagId, long now) {
        if (!tags.containsKey(tagId)) {
            return this;
        }
        Map<String, Long> fewer = new LinkedHashMap<>(tags);
        fewer.remove(tagId);
        return new Contact(id, number, profile, fewer, createdAt, now, life, mergedInto);
    }

    Contact withLife(Life next, long now) {
        return new Contact(id, number, profile, tags, createdAt, now, next, null);
    }

    Contact mergedInto(String target, long now) {
        return new Contact(id, number, profile, tags, createdAt, now, Life.MERGED, target);
    }
}
