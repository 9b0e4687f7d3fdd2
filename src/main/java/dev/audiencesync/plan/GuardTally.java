package dev.audiencesync.plan;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.TagLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of a plan's changes that the guard weighs. */
final class GuardTally {
    private final Map<String, TagTally> tags = new LinkedHashMap<>();
    private long definitionUpdates;

    /** One tag's; releases let go of a tag that stays, since another job owns it too. */
    static final class TagTally {
        private final String name;
        private long joins;
        private long untags;
        private long releases;

        private TagTally(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        long joins() {
            return joins;
        }

        long untags() {
            return untags;
        }

        /** What is left of so many owned members. */
        long left(long owned) {
            return owned + joins - untags - releases;
        }

        private void add(ChangeKind kind) {
            switch (kind) {
                case TAG, CLAIM -> joins++;
                case UNTAG -> untags++;
                case RELEASE -> releases++;
                case FORGET -> {
                    // Whoever lost the tag by hand is no loss of the plan's.
                }
                case CREATE, UPDATE, RESTORE -> throw new IllegalArgumentException(kind + " is about no tag");
            }
        }
    }

    void add(Draft draft) {
        String tag = draft.tag();
        if (tag != null) {
            tags.computeIfAbsent(TagLedger.nameKey(tag), key -> new TagTally(tag))
                    .add(draft.kind());
        } else if (draft.kind() == ChangeKind.UPDATE && draft.cause() == Cause.DEFINITION) {
            definitionUpdates++;
        }
    }

    /** By name key. */
    Map<String, TagTally> tags() {
        return tags;
    }

    /** People whom an edited definition, not their data, updates. */
    long definitionUpdates() {
        return definitionUpdates;
    }
}
