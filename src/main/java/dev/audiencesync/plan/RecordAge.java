package dev.audiencesync.plan;

import java.util.Comparator;

/**
 * How new a record is among those of its person, the newest last: by its {@code newestBy}; then one of a visitor that was
 * taken over comes before all others; then by its own {@code newestBy}, which the taking over may have cut short; then by
 * its place in the reading order.
 */
record RecordAge(long newestBy, boolean replaced, long own, long sequence) implements Comparable<RecordAge> {

    private static final Comparator<RecordAge> ORDER = Comparator.comparingLong(RecordAge::newestBy)
            .thenComparing(RecordAge::replaced, Comparator.reverseOrder())
            .thenComparingLong(RecordAge::own)
            .thenComparingLong(RecordAge::sequence);

    @Override
    public int compareTo(RecordAge other) {
        return ORDER.compare(this, other);
    }
}
