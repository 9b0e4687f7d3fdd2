package dev.audiencesync.intercom;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts while many threads call. */
final class CallCounter {

    private final Map<CallKind, LongAdder> calls = adders();
    private final Map<CallKind, LongAdder> retries = adders();
    private final Map<CallKind, LongAdder> rateLimited = adders();
    private final LongAccumulator longestWaitMillis = new LongAccumulator(Math::max, 0);

    void sent(CallKind kind, boolean again) {
        increment(calls, kind);
        if (again) {
            increment(retries, kind);
        }
    }

    void rateLimited(CallKind kind) {
        increment(rateLimited, kind);
    }

    void waited(Duration time) {
        longestWaitMillis.accumulate(time.toMillis());
    }

    CallCounts snapshot() {
        Map<CallKind, CallCounts.Tally> byKind = new EnumMap<>(CallKind.class);
        calls.forEach((kind, sent) -> {
            if (sent.sum() > 0) {
                byKind.put(kind, new CallCounts.Tally(sent.sum(), sum(retries, kind), sum(rateLimited, kind)));
            }
        });
        return new CallCounts(byKind, Duration.ofMillis(longestWaitMillis.get()));
    }

    private static Map<CallKind, LongAdder> adders() {
        Map<CallKind, LongAdder> adders = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            adders.put(kind, new LongAdder());
        }
        return adders;
    }

    private static void increment(Map<CallKind, LongAdder> adders, CallKind kind) {
        adder(adders, kind).increment();
    }

    private static long sum(Map<CallKind, LongAdder> adders, CallKind kind) {
        return adder(adders, kind).sum();
    }

    private static LongAdder adder(Map<CallKind, LongAdder> adders, CallKind kind) {
        return Objects.requireNonNull(adders.get(kind));
    }
}
