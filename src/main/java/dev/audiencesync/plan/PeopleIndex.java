package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells changed people from unchanged ones without a row for either: an open-addressed table of primitive arrays from a
 * person's 128-bit key to the state the ledger remembers, loaded by an unordered scan. Rebuilt for each run, never stored.
 *
 * <p>It also settles which of one person's records is the newest: the larger {@code newestBy} wins, then the later in
 * reading order; one of a visitor that was taken over loses to the record that says so. Not thread-safe.
 */
public final class PeopleIndex {

    /** What a record means to the person it is about. */
    public enum Verdict {
        /** It asks for just what the ledger holds. */
        UNCHANGED,
        /** It may change something, or replaces an earlier record of this run that may. */
        CHANGED,
        /** A newer record of the person was read before, and this one says what that may not. */
        ADDS,
        /** A newer record of the person was read before. */
        OLDER
    }

    private static final byte USED = 1;
    private static final byte SETTLED = 2;
    private static final byte SEEN = 4;
    private static final byte STAGED = 8;
    private static final byte PRESENT = 16;
    private static final byte REMEMBERED = 32;
    private static final byte RECORDED = 64;
    private static final byte CURTAILED = (byte) 128;
    private static final long UNTIMED = Long.MIN_VALUE;
    private static final int SMALLEST = 1 << 10;

    private final boolean ledgerOrdersRecords;
    private final boolean merges;
    private final ReplacedVisitors replaced;
    private long[] keys;
    private long[] states;
    /** Of the ledger's newest record; apart from this run's, which an untimed record may lead. */
    private long[] remembered;

    private long[] newestBy;
    private long[] seq;
    private long[] visitors;
    private byte[] flags;
    private int size;
    private long seen;
    private long staged;
    private long curtailed;

    /**
     * Begins with nobody.
     *
     * @param ledgerOrdersRecords whether a record older than one of an earlier run changes nothing (stream mode)
     * @param merges whether the records of one person add to each other: then all are staged
     * @param replaced the visitors that others took over; may grow as records are read
     */
    public PeopleIndex(boolean ledgerOrdersRecords, boolean merges, ReplacedVisitors replaced) {
        this.ledgerOrdersRecords = ledgerOrdersRecords;
        this.merges = merges;
        this.replaced = replaced;
        keys = new long[2 * SMALLEST];
        states = new long[2 * SMALLEST];
        remembered = new long[SMALLEST];
        newestBy = new long[SMALLEST];
        seq = new long[SMALLEST];
        visitors = new long[SMALLEST];
        flags = new byte[SMALLEST];
    }

    /** Takes in what the ledger remembers; a null state is a person to be looked at again. */
    public void remember(Fingerprint key, @Nullable Fingerprint state, long newest) {
        int slot = slotFor(key);
        remembered[slot] = newest;
        flags[slot] |= REMEMBERED;
        if (state != null) {
            states[2 * slot] = state.high();
            states[2 * slot + 1] = state.low();
            flags[slot] |= SETTLED;
        }
    }

    /** Takes in a record of this run and says what it means; {@code sequence} is its place in the reading order. */
    public Verdict offer(Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        Verdict verdict = offerDeferred(key, state, newest, sequence, visitor);
        see(slotFor(key));
        return verdict;
    }

    /** The same for a record that an earlier run deferred: it is no sign that the person is in this run's export. */
    Verdict offerDeferred(Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        int slot = slotFor(key);
        Verdict verdict = place(slot, newest, sequence, visitor);
        if (verdict == Verdict.CHANGED && !merges && holds(slot, state) && (flags[slot] & STAGED) == 0) {
            return Verdict.UNCHANGED;
        }
        if (verdict == Verdict.CHANGED) {
            stage(slot);
        }
        return verdict;
    }

    /** CHANGED for the newest record, which the person then moves on to. */
    private Verdict place(int slot, long newest, long sequence, long visitor) {
        if (isLate(slot, newest, visitor)) {
            return Verdict.OLDER;
        }
        RecordAge newestAge = replaced.age(visitors[slot], newestBy[slot], seq[slot]);
        if ((flags[slot] & RECORDED) != 0
                && replaced.age(visitor, newest, sequence).compareTo(newestAge) < 0) {
            return merges ? Verdict.ADDS : Verdict.OLDER;
        }
        newestBy[slot] = newest;
        seq[slot] = sequence;
        visitors[slot] = visitor;
        flags[slot] |= RECORDED;
        return Verdict.CHANGED;
    }

    /**
     * Takes in a staged record that turned out to be about the person of another key (an e-mail alone that belongs to an
     * external id).
     *
     * @param present whether it stands in this run's export
     * @return whether it is that person's newest
     */
    public boolean redirect(Fingerprint key, long newest, long sequence, long visitor, boolean present) {
        int slot = slotFor(key);
        if (present) {
            see(slot);
        }
        boolean isNewest = place(slot, newest, sequence, visitor) == Verdict.CHANGED;
        if (isNewest) {
            stage(slot);
        }
        return isNewest;
    }

    /** Whether a record would change nothing for the person, since an earlier run took in a newer one. */
    boolean isLate(Fingerprint key, long newest, long visitor) {
        int slot = find(key);
        return slot >= 0 && isLate(slot, newest, visitor);
    }

    /** Notes that a record was about the person, though it may not be used: the person is present. */
    public void present(Fingerprint key) {
        int slot = find(key);
        if (slot >= 0) {
            flags[slot] |= PRESENT;
        }
    }

    /** Notes that something of a record of the person is left out for want of an attribute. */
    void curtail(Fingerprint key) {
        int slot = slotFor(key);
        if ((flags[slot] & CURTAILED) == 0) {
            flags[slot] |= CURTAILED;
            curtailed++;
        }
    }

    /** People of whose records something is left out for want of an attribute. */
    long curtailed() {
        return curtailed;
    }

    /** Whether the staged record is its person's newest. */
    public boolean isNewest(Fingerprint key, long sequence) {
        int slot = find(key);
        return slot >= 0 && seq[slot] == sequence;
    }

    /** Whether a record of the person was staged. */
    public boolean isStaged(Fingerprint key) {
        int slot = find(key);
        return slot >= 0 && (flags[slot] & STAGED) != 0;
    }

    /** Whether a record of this run, usable or not, was about the person. */
    public boolean isPresent(Fingerprint key) {
        int slot = find(key);
        return slot >= 0 && (flags[slot] & (SEEN | PRESENT)) != 0;
    }

    /** The visitors that others took over. */
    ReplacedVisitors replaced() {
        return replaced;
    }

    /** People of whom a record was staged. */
    long staged() {
        return staged;
    }

    /** People that usable records of this run were about. */
    public long seen() {
        return seen;
    }

    /** The unchanged people of whom a newer record was read than the ledger knew, with its {@code newestBy}. */
    public Map<Fingerprint, Long> movedOn() {
        Map<Fingerprint, Long> moved = new HashMap<>();
        for (int slot = 0; slot < flags.length; slot++) {
            if (newestBy[slot] > remembered[slot] && (flags[slot] & STAGED) == 0) {
                moved.put(new Fingerprint(keys[2 * slot], keys[2 * slot + 1]), newestBy[slot]);
            }
        }
        return moved;
    }

    /**
     * A record without a time loses to one of this run that has one, but says nothing beside the ledger's; one of a visitor
     * that was taken over is older than the record which said so, and that one may be the ledger's.
     */
    private boolean isLate(int slot, long newest, long visitor) {
        if (!ledgerOrdersRecords || (flags[slot] & REMEMBERED) == 0) {
            return false;
        }
        boolean overtaken = replaced.has(visitor) && remembered[slot] >= replaced.replacedAt(visitor);
        return overtaken || (newest != UNTIMED && newest < remembered[slot]);
    }

    private boolean holds(int slot, Fingerprint state) {
        return (flags[slot] & SETTLED) != 0 && states[2 * slot] == state.high() && states[2 * slot + 1] == state.low();
    }

    private void stage(int slot) {
        if ((flags[slot] & STAGED) == 0) {
            flags[slot] |= STAGED;
            staged++;
        }
    }

    private void see(int slot) {
        if ((flags[slot] & SEEN) == 0) {
            flags[slot] |= SEEN;
            seen++;
        }
    }

    /** The slot of the key, or -1. */
    private int find(Fingerprint key) {
        int mask = flags.length - 1;
        int slot = (int) key.high() & mask;
        while ((flags[slot] & USED) != 0) {
            if (keys[2 * slot] == key.high() && keys[2 * slot + 1] == key.low()) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** The slot of the key, taken for it where it had none. */
    private int slotFor(Fingerprint key) {
        int found = find(key);
        if (found >= 0) {
            return found;
        }
        if (size + 1 > flags.length / 4 * 3) {
            grow();
        }
        int slot = freeSlot(key.high());
        keys[2 * slot] = key.high();
        keys[2 * slot + 1] = key.low();
        remembered[slot] = UNTIMED;
        newestBy[slot] = UNTIMED;
        flags[slot] = USED;
        size++;
        return slot;
    }

    private int freeSlot(long high) {
        int mask = flags.length - 1;
        int slot = (int) high & mask;
        while ((flags[slot] & USED) != 0) {
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
        byte[] oldFlags = flags;
        int capacity = Math.multiplyExact(oldFlags.length, 2);
        keys = new long[2 * capacity];
        states = new long[2 * capacity];
        remembered = new long[capacity];
        newestBy = new long[capacity];
        seq = new long[capacity];
        visitors = new long[capacity];
        flags = new byte[capacity];
        for (int old = 0; old < oldFlags.length; old++) {
            if ((oldFlags[old] & USED) != 0) {
                int slot = freeSlot(oldKeys[2 * old]);
                System.arraycopy(oldKeys, 2 * old, keys, 2 * slot, 2);
                System.arraycopy(oldStates, 2 * old, states, 2 * slot, 2);
                remembered[slot] = oldRemembered[old];
                newestBy[slot] = oldNewestBy[old];
                seq[slot] = oldSeq[old];
                visitors[slot] = oldVisitors[old];
                flags[slot] = oldFlags[old];
            }
        }
    }
}
