package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeKind;
import java.util.HashMap;
import java.util.Map;

/** Counts a plan's changes and what they will cost: people for creates and updates, (person, tag) pairs for tags. */
final class Estimate {
    private long creates;
    private long createsWithEmail;
    private long updates;
    private long untags;
    private final Map<String, Long> tags = new HashMap<>();

    void add(Draft draft) {
        if (draft.kind() == ChangeKind.CREATE) {
            creates++;
            createsWithEmail += draft.fields().containsKey("email") ? 1 : 0;
        } else if (draft.kind() == ChangeKind.UPDATE) {
            updates++;
        } else if (draft.kind() == ChangeKind.UNTAG) {
            untags++;
        } else if (draft.kind() == ChangeKind.TAG && draft.tag() != null) {
            tags.merge(draft.tag(), 1L, Long::sum);
        }
    }

    long creates() {
        return creates;
    }

    long updates() {
        return updates;
    }

    long untags() {
        return untags;
    }

    long tags() {
        return tags.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The calls the changes will take: one a write, one for 50 e-mails looked up, one for 50 tags put on. */
    long calls() {
        long tagCalls = tags.values().stream().mapToLong(Estimate::batches).sum();
        return creates + batches(createsWithEmail) + updates + untags + tagCalls;
    }

    double minutes(double callsPerMinute) {
        return calls() / callsPerMinute;
    }

    private static long batches(long count) {
        return (count + IntercomClient.BATCH - 1) / IntercomClient.BATCH;
    }
}
