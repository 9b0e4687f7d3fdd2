package dev.audiencesync.sandbox;

import java.util.Map;

/**
 * What a sandbox has answered since it started; a snapshot.
 *
 * @param total calls of the API, whatever the answer
 * @param writes routed calls of a writing kind, whatever the answer
 * @param rateLimited calls answered with 429; they are in no kind
 * @param byKind routed calls of each kind, all kinds present
 * @param contactsCreated contacts that calls created
 * @param contactsUpdated updates that changed at least one field
 * @param tagged (contact, tag) pairs that calls added
 * @param untagged (contact, tag) pairs that calls removed
 */
public record SandboxCounts(
        long total,
        long writes,
        long rateLimited,
        Map<CallKind, Long> byKind,
        long contactsCreated,
        long contactsUpdated,
        long tagged,
        long untagged) {

    public SandboxCounts {
        byKind = Map.copyOf(byKind);
    }

    /** Calls of one kind. */
    public long calls(CallKind kind) {
        return byKind.getOrDefault(kind, 0L);
    }
}
