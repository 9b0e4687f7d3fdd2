package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Calls that go wrong on purpose: for trying what a sync does about them. Each fault draws from a sequence of its own,
 * which the seed and its place among the faults fix, so that the same numbers of its calls go wrong when all is done
 * again. Thread-safe.
 */
public final class Faults {
    /** Tells the faults' sequences apart: an odd number whose bits look random. */
    private static final long APART = 0x9e3779b97f4a7c15L;

    private final Clock clock;
    private final long seed;
    private volatile List<LiveFault> live = List.of();

    Faults(Clock clock, long seed) {
        this.clock = clock;
        this.seed = seed;
    }

    /** From now on, calls with this text in their path or body are answered with the status and change nothing. */
    public void answer(String containing, int status) {
        add(List.of(Fault.answering(containing, status)));
    }

    /**
     * A fault in force from now on, besides the others; the first that strikes a call is the one that befalls it.
     *
     * @throws IllegalArgumentException if the text is no {@link Fault}
     */
    public void add(String fault) {
        add(List.of(Fault.parse(fault)));
    }

    synchronized void add(Collection<Fault> faults) {
        List<LiveFault> more = new ArrayList<>(live);
        for (Fault fault : faults) {
            more.add(new LiveFault(fault, clock, seed + APART * more.size()));
        }
        live = List.copyOf(more);
    }

    /** Nothing goes wrong from now on. */
    public synchronized void clear() {
        live = List.of();
    }

    /** Those in force, in the order they were added. */
    public List<FaultTally> tallies() {
        return live.stream().map(LiveFault::tally).toList();
    }

    /** What the faults draw from. */
    public long seed() {
        return seed;
    }

    /** Every fault counts every call it is about, whichever of them befalls it. */
    Optional<LiveFault.Struck> befalling(CallKind kind, Call call, Request request) {
        List<LiveFault.Struck> struck = live.stream()
                .filter(fault -> fault.isAbout(kind, call, request))
                .flatMap(fault -> fault.next().stream())
                .toList();
        struck.stream().findFirst().ifPresent(first -> first.by().count());
        return struck.stream().findFirst();
    }
}
