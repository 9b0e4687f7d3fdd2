package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;

/**
 * The visitors that others took over, as hashes, each with the {@code newestBy} of the newest record that said so: what a
 * replaced visitor's records say is older than that record, whatever their own {@code newestBy}. An open-addressed table
 * of primitive arrays, bounded: beyond {@link #MOST} no more are taken in. Not thread-safe.
 */
public final class ReplacedVisitors {

    /** Sixteen bytes each, at most half of the table in use. */
    static final int MOST = 1 << 20;

    private static final int SMALLEST = 1 << 8;

    private long[] visitors = new long[SMALLEST];
    private long[] newestBy = new long[SMALLEST];
    private int size;
    private boolean full;

    /**
     * Takes in that a record names the visitor as taken over.
     *
     * @return whether that was news: it was not known, or from an older record
     */
    public boolean add(long visitor, long newest) {
        if (visitor == DesiredPerson.NO_VISITOR) {
            return false;
        }
        int slot = slotOf(visitor);
        if (visitors[slot] == visitor) {
            boolean news = newest > newestBy[slot];
            newestBy[slot] = Math.max(newestBy[slot], newest);
            return news;
        }
        if (size >= MOST) {
            full = true;
            return false;
        }
        if (2 * (size + 1) > visitors.length) {
            grow();
            slot = slotOf(visitor);
        }
        visitors[slot] = visitor;
        newestBy[slot] = newest;
        size++;
        return true;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether there were more than could be taken in. */
    public boolean isFull() {
        return full;
    }

    /** Whether somebody took the visitor over. */
    boolean has(long visitor) {
        return visitor != DesiredPerson.NO_VISITOR && visitors[slotOf(visitor)] == visitor;
    }

    /** The {@code newestBy} of the newest record that took the visitor over; {@link #has} tells whether there is one. */
    long replacedAt(long visitor) {
        return newestBy[slotOf(visitor)];
    }

    /** Where a record stands among those of its person: a replaced visitor's just behind the record that replaced it. */
    RecordAge age(long visitor, long newest, long sequence) {
        return has(visitor)
                ? new RecordAge(Math.min(newest, replacedAt(visitor)), true, newest, sequence)
                : new RecordAge(newest, false, newest, sequence);
    }

    /**
     * How far a record moves its person's clock on, in the terms of {@code newest}: one of a replaced visitor not to where it would
     * pass for the record that replaced it.
     */
    long clock(long visitor, long newest) {
        return has(visitor) && newest >= replacedAt(visitor)
                ? Math.max(replacedAt(visitor), Long.MIN_VALUE + 1) - 1
                : newest;
    }

    private int slotOf(long visitor) {
        int mask = visitors.length - 1;
        int slot = (int) visitor & mask;
        while (visitors[slot] != DesiredPerson.NO_VISITOR && visitors[slot] != visitor) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldVisitors = visitors;
        long[] oldNewestBy = newestBy;
        visitors = new long[Math.multiplyExact(oldVisitors.length, 2)];
        newestBy = new long[visitors.length];
        for (int old = 0; old < oldVisitors.length; old++) {
            if (oldVisitors[old] != DesiredPerson.NO_VISITOR) {
                int slot = slotOf(oldVisitors[old]);
                visitors[slot] = oldVisitors[old];
                newestBy[slot] = oldNewestBy[old];
            }
        }
    }
}
