package dev.audiencesync.sandbox;

import java.util.EnumMap;
import java.util.Map;

/** Counts since the start of the process. */
final class Counters {
    private final Map<CallKind, Long> byKind = new EnumMap<>(CallKind.class);
    private long total;
    private long rateLimited;
    private Effects effects = Effects.NONE;

    Counters() {
        for (CallKind kind : CallKind.values()) {
            byKind.put(kind, 0L);
        }
    }

    synchronized void received() {
        total++;
    }

    synchronized void rateLimited() {
        rateLimited++;
    }

    synchronized void routed(CallKind kind) {
        byKind.merge(kind, 1L, Long::sum);
    }

    synchronized void took(Effects more) {
        effects = effects.plus(more);
    }

    synchronized SandboxCounts snapshot() {
        long writes = byKind.entrySet().stream()
                .filter(entry -> entry.getKey().isWrite())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new SandboxCounts(
                total,
                writes,
                rateLimited,
                byKind,
                effects.created(),
                effects.updated(),
                effects.tagged(),
                effects.untagged());
    }
}
