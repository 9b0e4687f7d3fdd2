package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;

/**
 * What is kept of each person while an export is read: a row of some sixty bytes, in columns of primitive numbers, found
 * by a person's 128-bit key in an open-addressed index of row numbers. Rows stay where they are, in the order in which
 * people were met. Not thread-safe.
 */
final class PeopleTable {

    /** A person's mark. */
    enum Mark {
        /** The ledger remembers a state. */
        SETTLED(0),
        /** A usable record of this run is about them. */
        SEEN(1),
        /** Their newest record was staged. */
        STAGED(2),
        /** A refused record of this run is about them. */
        PRESENT(3),
        /** The ledger knows them. */
        REMEMBERED(4),
        /** They have a newest record. */
        RECORDED(5),
        /** Something of a record of theirs is left out for want of an attribute. */
        CURTAILED(6),
        /** The ledger knows of a newer record than their row tells. */
        MOVED_ON(7),
        /** A record that seems older than one of an earlier run was staged. */
        LATE(8);

        private final int number;
        private final long bit;

        Mark(int number) {
            this.number = number;
            this.bit = 1L << number;
        }
    }

    static final long UNTIMED = Long.MIN_VALUE;
    static final int NONE = -1;

    private static final int FEWEST_PLACES = 1 << 11;
    private static final int BITS_OF_MARKS = 9;
    private static final long MARKS = (1L << BITS_OF_MARKS) - 1;

    /** Two a row. */
    private final LongColumn keys = new LongColumn(0);
    /** One half: it is only ever compared with the state of the same person's record. */
    private final LongColumn states = new LongColumn(0);
    /** Of the ledger's newest record; apart from this run's, which an untimed record may lead. */
    private final LongColumn remembered = new LongColumn(UNTIMED);

    private final LongColumn newestBy = new LongColumn(UNTIMED);
    /** The marks in the lowest bits. */
    private final LongColumn sequencesAndMarks = new LongColumn(0);

    private final LongColumn visitors = new LongColumn(0);
    private final long[] counts = new long[Mark.values().length];
    /** Row numbers from 1 on; 0 is a free place. At most three quarters are taken. */
    private int[] places = new int[FEWEST_PLACES];

    private int rows;

    /** How many people there are; their slots are the numbers below. */
    int slots() {
        return rows;
    }

    boolean has(int slot, Mark mark) {
        return (sequencesAndMarks.get(slot) & mark.bit) != 0;
    }

    void set(int slot, Mark mark) {
        long before = sequencesAndMarks.get(slot);
        if ((before & mark.bit) == 0) {
            sequencesAndMarks.set(slot, before | mark.bit);
            counts[mark.number]++;
        }
    }

    void clear(int slot, Mark mark) {
        long before = sequencesAndMarks.get(slot);
        if ((before & mark.bit) != 0) {
            sequencesAndMarks.set(slot, before & ~mark.bit);
            counts[mark.number]--;
        }
    }

    /** How many people have the mark. */
    long count(Mark mark) {
        return counts[mark.number];
    }

    Fingerprint key(int slot) {
        return new Fingerprint(keys.get(2 * slot), keys.get(2 * slot + 1));
    }

    void remember(int slot, long newest) {
        remembered.set(slot, newest);
        set(slot, Mark.REMEMBERED);
    }

    long remembered(int slot) {
        return remembered.get(slot);
    }

    void settle(int slot, Fingerprint state) {
        states.set(slot, state.high());
        set(slot, Mark.SETTLED);
    }

    /** Whether the ledger holds just this. */
    boolean holds(int slot, Fingerprint state) {
        return states.get(slot) == state.high() && has(slot, Mark.SETTLED);
    }

    /** Takes a record for the person's newest. */
    void record(int slot, long newest, long sequence, long visitor) {
        newestBy.set(slot, newest);
        long marks = sequencesAndMarks.get(slot) & MARKS;
        sequencesAndMarks.set(slot, sequence << BITS_OF_MARKS | marks);
        visitors.set(slot, visitor);
        set(slot, Mark.RECORDED);
    }

    /** Of the newest record, if there is one. */
    long newestBy(int slot) {
        return newestBy.get(slot);
    }

    /** Of the newest record, if there is one. */
    long sequence(int slot) {
        return sequencesAndMarks.get(slot) >> BITS_OF_MARKS;
    }

    /** Of the newest record, if there is one. */
    long visitor(int slot) {
        return visitors.get(slot);
    }

    /** The slot of the key, or {@link #NONE}. */
    int find(Fingerprint key) {
        return places[place(key)] - 1;
    }

    /** The slot of the key, taken for it where it had none. */
    int slotFor(Fingerprint key) {
        int place = place(key);
        if (places[place] > 0) {
            return places[place] - 1;
        }
        if (rows >= places.length / 4 * 3) {
            grow();
            place = place(key);
        }
        int slot = rows++;
        keys.set(2 * slot, key.high());
        keys.set(2 * slot + 1, key.low());
        places[place] = rows;
        return slot;
    }

    /** Where the key's row number is, or would be. */
    private int place(Fingerprint key) {
        int mask = places.length - 1;
        int place = (int) key.high() & mask;
        while (places[place] > 0 && !isOf(places[place] - 1, key)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private boolean isOf(int slot, Fingerprint key) {
        return keys.get(2 * slot) == key.high() && keys.get(2 * slot + 1) == key.low();
    }

    /** The rows tell where everything is: what told before is let go first. */
    private void grow() {
        int length = Math.multiplyExact(places.length, 2);
        places = new int[0];
        int[] larger = new int[length];
        for (int slot = 0; slot < rows; slot++) {
            int place = (int) keys.get(2 * slot) & (length - 1);
            while (larger[place] > 0) {
                place = (place + 1) & (length - 1);
            }
            larger[place] = slot + 1;
        }
        places = larger;
    }
}
