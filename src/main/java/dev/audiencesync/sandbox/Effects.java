package dev.audiencesync.sandbox;

import org.jspecify.annotations.Nullable;

/** What calls truly changed: contacts created and updated, and (contact, tag) pairs tagged and untagged. */
record Effects(long created, long updated, long tagged, long untagged) {
    static final Effects NONE = new Effects(0, 0, 0, 0);

    static Effects between(@Nullable Contact before, Contact after) {
        if (before == null) {
            return new Effects(1, 0, after.tags().size(), 0);
        }
        long kept = after.tags().keySet().stream()
                .filter(before.tags()::containsKey)
                .count();
        return new Effects(
                0,
                before.profile().equals(after.profile()) ? 0 : 1,
                after.tags().size() - kept,
                before.tags().size() - kept);
    }

    Effects plus(Effects other) {
        return new Effects(
                created + other.created, updated + other.updated, tagged + other.tagged, untagged + other.untagged);
    }
}
