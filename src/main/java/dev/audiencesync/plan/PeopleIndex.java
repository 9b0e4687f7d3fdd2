package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.Contenders.Contender;
import dev.audiencesync.plan.PeopleTable.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells changed people from unchanged ones without a row for either: from a person's key to the state the ledger
 * remembers, loaded by an unordered scan. Rebuilt for each run, never stored.
 *
 * <p>It also settles which of one person's records is the newest: the larger {@code newestBy} wins, then the later in
 * reading order; one of a visitor that was taken over loses to the record that says so. Since any record may say so of
 * any earlier one, this is settled among a person's visitors by {@link #choose} after the last record. Not thread-safe.
 */
public final class PeopleIndex {

    /** What a record means to the person it is about. */
    public enum Verdict {
        /** It asks for just what the ledger holds. */
        UNCHANGED,
        /** It may change something. */
        CHANGED,
        /** A newer record of the person was read before, and this one says what that may not. */
        ADDS,
        /** A newer record of the person was read before. */
        OLDER
    }

    private final boolean ledgerOrdersRecords;
    private final boolean merges;
    private final ReplacedVisitors replaced;
    private final PeopleTable people = new PeopleTable();
    private final Contenders contenders = new Contenders();

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
    }

    /** Takes in what the ledger remembers; a null state is a person to be looked at again. */
    public void remember(Fingerprint key, @Nullable Fingerprint state, long newest) {
        int slot = people.slotFor(key);
        people.remember(slot, newest);
        if (state != null) {
            people.settle(slot, state);
        }
    }

    /** Takes in a record of this run and says what it means; {@code sequence} is its place in the reading order. */
    public Verdict offer(Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        Verdict verdict = offerDeferred(key, state, newest, sequence, visitor);
        people.set(people.slotFor(key), Mark.SEEN);
        return verdict;
    }

    /** The same for a record that an earlier run deferred: it is no sign that the person is in this run's export. */
    Verdict offerDeferred(Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        int slot = people.slotFor(key);
        if (isOlderThanKnown(slot, newest)) {
            return Verdict.OLDER;
        }
        if (merges) {
            return place(slot, new Contender(newest, sequence, visitor, true)) ? Verdict.CHANGED : Verdict.ADDS;
        }
        Contender record = new Contender(newest, sequence, visitor, !people.holds(slot, state));
        if (!contends(key, slot, record)) {
            return Verdict.OLDER;
        }
        return record.staged() ? Verdict.CHANGED : Verdict.UNCHANGED;
    }

    /** Takes in a record that is older than one of an earlier run, and says all the same what that may not. */
    void addLate(Fingerprint key, long newest, long sequence, long visitor) {
        place(people.slotFor(key), new Contender(newest, sequence, visitor, true));
    }

    /** Whether the record is the newest of its person and visitor. */
    private boolean contends(Fingerprint key, int slot, Contender record) {
        if (contenders.has(key)) {
            return contenders.add(key, record);
        }
        if (!people.has(slot, Mark.RECORDED) || people.visitor(slot) == record.visitor()) {
            return place(slot, record);
        }
        return contenders.add(key, newest(slot)) && contenders.add(key, record);
    }

    private Contender newest(int slot) {
        return new Contender(
                people.newestBy(slot), people.sequence(slot), people.visitor(slot), people.has(slot, Mark.STAGED));
    }

    /** Whether the record is the newest, which the person then moves on to. */
    private boolean place(int slot, Contender record) {
        if (people.has(slot, Mark.RECORDED) && age(record).compareTo(age(newest(slot))) < 0) {
            return false;
        }
        people.record(slot, record.newestBy(), record.sequence(), record.visitor());
        if (record.staged()) {
            people.set(slot, Mark.STAGED);
        } else {
            people.clear(slot, Mark.STAGED);
        }
        return true;
    }

    private RecordAge age(Contender record) {
        return replaced.age(record.visitor(), record.newestBy(), record.sequence());
    }

    /**
     * Settles, after the last record, which of each person's is the newest, now that it is known which visitors were taken
     * over. Where records add to each other, that shows as they are merged.
     *
     * @param deferred the last place in the reading order of those that earlier runs deferred
     * @return how many of the others, which were taken for the newest when they were read, are older than one of an earlier
     *     run, or than one that was read before them
     */
    long choose(long deferred) {
        if (merges) {
            return 0;
        }
        long older = replaced.isEmpty() ? 0 : dropOvertaken(deferred);
        long[] passedOver = {older};
        contenders.forEach((key, records) -> passedOver[0] += choose(people.slotFor(key), records, deferred));
        return passedOver[0];
    }

    private long dropOvertaken(long deferred) {
        long older = 0;
        for (int slot = 0; slot < people.slots(); slot++) {
            if (people.has(slot, Mark.RECORDED)
                    && isOvertaken(slot, people.visitor(slot))
                    && !contenders.has(people.key(slot))) {
                older += people.sequence(slot) > deferred ? 1 : 0;
                forgetNewest(slot);
            }
        }
        return older;
    }

    private long choose(int slot, List<Contender> records, long deferred) {
        forgetNewest(slot);
        for (Contender record : records) {
            if (!isOvertaken(slot, record.visitor())) {
                place(slot, record);
            }
        }
        boolean none = !people.has(slot, Mark.RECORDED);
        return records.stream()
                .filter(record -> record.sequence() > deferred)
                .filter(record ->
                        none || isOvertaken(slot, record.visitor()) || record.sequence() > people.sequence(slot))
                .count();
    }

    private void forgetNewest(int slot) {
        people.record(slot, PeopleTable.UNTIMED, PeopleTable.NONE, 0);
        people.clear(slot, Mark.RECORDED);
        people.clear(slot, Mark.STAGED);
    }

    /**
     * Takes in a staged record that turned out to be about the person of another key (an e-mail alone that belongs to an
     * external id), after the last record was read.
     *
     * @param present whether it stands in this run's export
     * @return whether it is that person's newest
     */
    public boolean redirect(Fingerprint key, long newest, long sequence, long visitor, boolean present) {
        int slot = people.slotFor(key);
        if (present) {
            people.set(slot, Mark.SEEN);
        }
        boolean mayCount = merges || !isLate(slot, newest, visitor);
        return mayCount && place(slot, new Contender(newest, sequence, visitor, true));
    }

    /** How new the newest record is that earlier runs read of the person, as {@code newestBy}. */
    long remembered(Fingerprint key) {
        int slot = people.find(key);
        return slot >= 0 ? people.remembered(slot) : PeopleTable.UNTIMED;
    }

    /** How far the record moves its person's clock on. */
    long clock(DesiredPerson desired) {
        return replaced.clock(desired.visitor(), desired.newestBy());
    }

    /** Whether a record would change nothing for the person, since an earlier run took in a newer one. */
    boolean isLate(Fingerprint key, long newest, long visitor) {
        int slot = people.find(key);
        return slot >= 0 && isLate(slot, newest, visitor);
    }

    /** Notes that a record was about the person, though it may not be used: the person is present. */
    public void present(Fingerprint key) {
        int slot = people.find(key);
        if (slot >= 0) {
            people.set(slot, Mark.PRESENT);
        }
    }

    /** Notes that something of a record of the person is left out for want of an attribute. */
    void curtail(Fingerprint key) {
        people.set(people.slotFor(key), Mark.CURTAILED);
    }

    /** People of whose records something is left out for want of an attribute. */
    long curtailed() {
        return people.count(Mark.CURTAILED);
    }

    /** Whether the staged record is its person's newest. */
    public boolean isNewest(Fingerprint key, long sequence) {
        int slot = people.find(key);
        return slot >= 0 && people.sequence(slot) == sequence;
    }

    /** Whether the person's newest record was staged; where records add to each other, whether any was. */
    public boolean isStaged(Fingerprint key) {
        int slot = people.find(key);
        return slot >= 0 && people.has(slot, Mark.STAGED);
    }

    /** Whether a record of this run, usable or not, was about the person. */
    public boolean isPresent(Fingerprint key) {
        int slot = people.find(key);
        return slot >= 0 && (people.has(slot, Mark.SEEN) || people.has(slot, Mark.PRESENT));
    }

    /** The visitors that others took over. */
    ReplacedVisitors replaced() {
        return replaced;
    }

    /** People whose newest record was staged: those to plan. */
    public long staged() {
        return people.count(Mark.STAGED);
    }

    /** People that usable records of this run were about. */
    public long seen() {
        return people.count(Mark.SEEN);
    }

    /** The unchanged people of whom a newer record was read than the ledger knew, with how new it is. */
    public Map<Fingerprint, Long> movedOn() {
        Map<Fingerprint, Long> moved = new HashMap<>();
        for (int slot = 0; slot < people.slots(); slot++) {
            if (people.newestBy(slot) > people.remembered(slot) && !people.has(slot, Mark.STAGED)) {
                long newest = replaced.clock(people.visitor(slot), people.newestBy(slot));
                if (newest > people.remembered(slot)) {
                    moved.put(people.key(slot), newest);
                }
            }
        }
        return moved;
    }

    /** A record of a visitor that was taken over is older than the record which said so, and that may be the ledger's. */
    private boolean isLate(int slot, long newest, long visitor) {
        return isOlderThanKnown(slot, newest) || isOvertaken(slot, visitor);
    }

    /** A record without a time loses to one of this run that has one, but says nothing beside the ledger's. */
    private boolean isOlderThanKnown(int slot, long newest) {
        return isOrderedByLedger(slot) && newest != PeopleTable.UNTIMED && newest < people.remembered(slot);
    }

    private boolean isOvertaken(int slot, long visitor) {
        return replaced.has(visitor)
                && isOrderedByLedger(slot)
                && people.remembered(slot) >= replaced.replacedAt(visitor);
    }

    private boolean isOrderedByLedger(int slot) {
        return ledgerOrdersRecords && people.has(slot, Mark.REMEMBERED);
    }
}
