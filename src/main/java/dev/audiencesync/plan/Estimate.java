package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.person.FieldValue;
import java.util.HashMap;
import java.util.Map;

/** Counts a plan's changes and what they will cost: people for creates and updates, (person, tag) pairs for tags. */
final class Estimate {
    private long creates;
    private long createsLookedFor;
    private long updates;
    private final Map<String, Long> tags = new HashMap<>();
    private final Map<String, Long> untags = new HashMap<>();
    private final boolean looksForEmails;
    private final boolean untagsInBulk;

    /**
     * @param looksForEmails whether e-mails are looked for before people are created
     * @param untagsInBulk whether a tag comes off 50 people in one call, or one by one
     */
    Estimate(boolean looksForEmails, boolean untagsInBulk) {
        this.looksForEmails = looksForEmails;
        this.untagsInBulk = untagsInBulk;
    }

    /** @param looksFor whether the person's e-mail is still to be looked for, should they be created */
    void add(Draft draft, boolean looksFor) {
        if (draft.kind() == ChangeKind.CREATE) {
            creates++;
            createsLookedFor += looksFor && draft.fields().get("email") instanceof FieldValue.Text ? 1 : 0;
        } else if (draft.kind() == ChangeKind.UPDATE) {
            updates++;
        } else if (draft.kind() == ChangeKind.UNTAG && draft.tag() != null) {
            untags.merge(draft.tag(), 1L, Long::sum);
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
        return sum(untags);
    }

    long tags() {
        return sum(tags);
    }

    /** The calls the changes will take: one a write, one for 50 e-mails looked up, one for 50 people of a tag. */
    long calls() {
        long untagCalls = untagsInBulk ? batches(untags) : untags();
        long lookUpCalls = looksForEmails ? batches(createsLookedFor) : 0;
        return creates + lookUpCalls + updates + untagCalls + batches(tags);
    }

    double minutes(double callsPerMinute) {
        return calls() / callsPerMinute;
    }

    private static long sum(Map<String, Long> peopleByTag) {
        return peopleByTag.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long batches(Map<String, Long> peopleByTag) {
        return peopleByTag.values().stream().mapToLong(Estimate::batches).sum();
    }

    private static long batches(long count) {
        return (count + IntercomClient.BATCH - 1) / IntercomClient.BATCH;
    }
}
