package dev.audiencesync.nights;

import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.SandboxCounts;
import java.util.EnumMap;
import java.util.Map;

/** What a sandbox answered between two moments. */
record Spent(
        long total, long writes, Map<CallKind, Long> byKind, long created, long updated, long tagged, long untagged) {

    static Spent between(SandboxCounts from, SandboxCounts to) {
        Map<CallKind, Long> byKind = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            byKind.put(kind, to.calls(kind) - from.calls(kind));
        }
        return new Spent(
                to.total() - from.total(),
                to.writes() - from.writes(),
                byKind,
                to.contactsCreated() - from.contactsCreated(),
                to.contactsUpdated() - from.contactsUpdated(),
                to.tagged() - from.tagged(),
                to.untagged() - from.untagged());
    }

    long calls(CallKind kind) {
        return byKind.get(kind);
    }
}
