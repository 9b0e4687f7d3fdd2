package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;

/**
 * What is kept of each person while an export is read: an open-addressed table of primitive arrays by a person's 128-bit
 * key. A person's slot is good until the next one is taken. Not thread-safe.
 */
final class PeopleTable {

    /** A person's mark. */
    enum Mark {
        USED(0),
        /** The ledger remembers a state. */
        SETTLED(1),
        /** A usable record of this run is about them. */
        SEEN(2),
        /** Their newest record was staged. */
        STAGED(3),
        /** A refused record of this run is about them. */
        PRESENT(4),
        /** The ledger knows them. */
        REMEMBERED(5),
        /** They have a newest record. */
        RECORDED(6),
        /** Something of a record of theirs is left out for want of an attribute. */
        CURTAILED(7),
        /** The ledger knows of a newer record than their row tells. */
        MOVED_ON(8),
        /** A record that seems older than one of an earlier run was staged. */
        LATE(9);

        private final int number;
        private final short bit;

        Mark(int number) {
            this.number = number;
            this.bit = (short) (1 << number);
        }
    }

    static final long UNTIMED = Long.MIN_VALUE;
    static final int NONE = -1;

    private static final int SMALLEST = 1 << 10;

    private long[] keys = new long[2 * SMALLEST];
    private long[] states = new long[2 * SMALLEST];
    /** Of the ledger's newest record; apart from this run's, which an untimed record may lead. */
    private long[] remembered = new long[SMALLEST];

    private long[] newestBy = new long[SMALLEST];
    private long[] seq = new long[SMALLEST];
    private long[] visitors = new long[SMALLEST];
    private short[] marks = new short[SMALLEST];
    private final long[] counts = new long[Mark.values().length];

    /** How many slots there are, free ones too. */
    int slots() {
        return marks.length;
    }

    boolean has(int slot, Mark mark) {
        return (marks[slot] & mark.bit) != 0;
    }

    void set(int slot, Mark mark) {
        if (!has(slot, mark)) {
            marks[slot] |= mark.bit;
            counts[mark.number]++;
        }
    }

    void clear(int slot, Mark mark) {
        if (has(slot, mark)) {
            marks[slot] &= (short) ~mark.bit;
            counts[mark.number]--;
        }
    }

    /** How many people have the mark. */
    long count(Mark mark) {
        return counts[mark.number];
    }

    Fingerprint key(int slot) {
        return new Fingerprint(keys[2 * slot], keys[2 * slot + 1]);
    }

    void remember(int slot, long newest) {
        remembered[slot] = newest;
        set(slot, Mark.REMEMBERED);
    }

    long remembered(int slot) {
        return remembered[slot];
    }

    void settle(int slot, Fingerprint state) {
        states[2 * slot] = state.high();
        states[2 * slot + 1] = state.low();
        set(slot, Mark.SETTLED);
    }

    /** Whether the ledger holds just this. */
    boolean holds(int slot, Fingerprint state) {
        return has(slot, Mark.SETTLED) && states[2 * slot] == state.high() && states[2 * slot + 1] == state.low();
    }

    /** Takes a record for the person's newest. */
    void record(int slot, long newest, long sequence, long visitor) {
        newestBy[slot] = newest;
        seq[slot] = sequence;
        visitors[slot] = visitor;
        set(slot, Mark.RECORDED);
    }

    /** Of the newest record, if there is one. */
    long newestBy(int slot) {
        return newestBy[slot];
    }

    /** Of the newest record, if there is one. */
    long sequence(int slot) {
        return seq[slot];
    }

    /** Of the newest record, if there is one. */
    long visitor(int slot) {
        return visitors[slot];
    }

    /** The slot of the key, or {@link #NONE}. */
    int find(Fingerprint key) {
        int mask = marks.length - 1;
        int slot = (int) key.high() & mask;
        while (has(slot, Mark.USED)) {
            if (keys[2 * slot] == key.high() && keys[2 * slot + 1] == key.low()) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    /** The slot of the key, taken for it where it had none. */
    int slotFor(Fingerprint key) {
        int found = find(key);
        if (found >= 0) {
            return found;
        }
        if (count(Mark.USED) >= marks.length / 4 * 3L) {
            grow();
        }
        int slot = freeSlot(key.high());
        keys[2 * slot] = key.high();
        keys[2 * slot + 1] = key.low();
        remembered[slot] = UNTIMED;
        newestBy[slot] = UNTIMED;
        set(slot, Mark.USED);
        return slot;
    }

    private int freeSlot(long high) {
        int mask = marks.length - 1;
        int slot = (int) high & mask;
        while (has(slot, Mark.USED)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldStates = states;
        long[] oldRemembered = remembered;
        long[] oldNewestBy = newestBy;
        long[] oldSeq = seq;
        long[] oldVisitors = visitors;
        short[] oldMarks = marks;
        int capacity = Math.multiplyExact(oldMarks.length, 2);
        keys = new long[2 * capacity];
        states = new long[2 * capacity];
        remembered = new long[capacity];
        newestBy = new long[capacity];
        seq = new long[capacity];
        visitors = new long[capacity];
        marks = new short[capacity];
        for (int old = 0; old < oldMarks.length; old++) {
            if (oldMarks[old] != 0) {
                int slot = freeSlot(oldKeys[2 * old]);
                System.arraycopy(oldKeys, 2 * old, keys, 2 * slot, 2);
                System.arraycopy(oldStates, 2 * old, states, 2 * slot, 2);
                remembered[slot] = oldRemembered[old];
                newestBy[slot] = oldNewestBy[old];
                seq[slot] = oldSeq[old];
                visitors[slot] = oldVisitors[old];
                marks[slot] = oldMarks[old];
            }
        }
    }
}
