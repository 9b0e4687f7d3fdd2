package dev.audiencesync.plan;

import dev.audiencesync.ledger.NewestRecord;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.Contenders.Contender;
import dev.audiencesync.plan.PeopleTable.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells changed people from unchanged ones without a row for either: from a person's key to the state the ledger
 * remembers, loaded by an unordered scan. Rebuilt for each run, never stored. It also settles which of one person's records
 * is the newest. Not thread-safe.
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
        /** An earlier run read a newer record of the person, by what is known so far. */
        LATE,
        /** A newer record of the person was read before. */
        OLDER
    }

    private final boolean merges;
    private final ReplacedVisitors replaced;
    private final PeopleTable people = new PeopleTable();
    private final StitchedMemory stitched;
    private final NewestRecords records;
    private final MovedOn movedOn;

    /**
     * Begins with nobody; the ledger does not tell of which visitors the newest records are that earlier runs read.
     *
     * @param ledgerOrdersRecords whether a record older than one of an earlier run changes nothing (stream mode)
     * @param merges whether the records of one person add to each other: then all are staged
     * @param replaced the visitors that others took over; may grow as records are read
     */
    public PeopleIndex(boolean ledgerOrdersRecords, boolean merges, ReplacedVisitors replaced) {
        this(ledgerOrdersRecords, merges, replaced, null);
    }

    /** @param remembered where the ledger orders records that are of visitors */
    public PeopleIndex(
            boolean ledgerOrdersRecords,
            boolean merges,
            ReplacedVisitors replaced,
            @Nullable RememberedVisitors remembered) {
        this.merges = merges;
        this.replaced = replaced;
        this.stitched = new StitchedMemory(people, replaced, remembered);
        this.records = new NewestRecords(people, ledgerOrdersRecords, replaced, stitched);
        this.movedOn = new MovedOn(people, replaced);
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
        int slot = people.slotFor(key);
        people.set(slot, Mark.SEEN);
        return offer(slot, key, state, newest, sequence, visitor);
    }

    /** The same for a record that an earlier run deferred: it is no sign that the person is in this run's export. */
    Verdict offerDeferred(Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        return offer(people.slotFor(key), key, state, newest, sequence, visitor);
    }

    private Verdict offer(int slot, Fingerprint key, Fingerprint state, long newest, long sequence, long visitor) {
        boolean older = records.isOlderThanKnown(slot, newest);
        if (older && !stitched.mayLead()) {
            return Verdict.OLDER;
        }
        if (older && !merges) {
            people.set(slot, Mark.LATE);
            return Verdict.LATE;
        }
        if (merges) {
            return records.place(slot, new Contender(newest, sequence, visitor, true)) ? Verdict.CHANGED : Verdict.ADDS;
        }
        Contender record = new Contender(newest, sequence, visitor, !people.holds(slot, state));
        if (!records.contends(key, slot, record)) {
            return Verdict.OLDER;
        }
        return record.staged() ? Verdict.CHANGED : Verdict.UNCHANGED;
    }

    /** Takes in a record that is older than one of an earlier run, and says all the same what that may not. */
    void addLate(Fingerprint key, long newest, long sequence, long visitor) {
        records.place(people.slotFor(key), new Contender(newest, sequence, visitor, true));
    }

    /** Those of whom late records may be newer than what earlier runs read, now that the last record was read. */
    List<Fingerprint> withLateRecords() {
        return stitched.withLateRecords();
    }

    /** Takes in such a record, and says whether it may be its person's newest. */
    boolean takeUp(StagedPerson late) {
        DesiredPerson record = late.desired();
        int slot = people.slotFor(late.key());
        return records.isOlderThanKnown(slot, record.newestBy())
                && !records.isLate(slot, record.newestBy(), record.visitor())
                && records.contends(
                        late.key(), slot, new Contender(record.newestBy(), late.seq(), record.visitor(), true));
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
        return merges ? 0 : records.choose(deferred);
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
        boolean mayCount = merges || !records.isLate(slot, newest, visitor);
        return mayCount && records.place(slot, new Contender(newest, sequence, visitor, true));
    }

    /**
     * Takes in that the person of one key is that of another, after the last record was read: what an unchanged record of
     * the first says counts by its age beside the second's.
     */
    void join(Fingerprint from, Fingerprint to) {
        int known = people.find(from);
        int slot = people.find(to);
        if (known >= 0 && slot >= 0) {
            records.join(known, slot);
        }
    }

    /** Whether the person has a place in the index: the ledger's, or by a record. */
    boolean isKnown(Fingerprint key) {
        return people.find(key) >= 0;
    }

    /** How new the newest record is that earlier runs read of the person, as {@code newestBy}. */
    long remembered(Fingerprint key) {
        int slot = people.find(key);
        return slot >= 0 ? people.remembered(slot) : PeopleTable.UNTIMED;
    }

    /** Takes in that the person's newest record is planned for, and says what is to be remembered of it. */
    NewestRecord moveOn(Fingerprint key, DesiredPerson record) {
        long clock = clock(record);
        int slot = people.slotFor(key);
        boolean seemsOlder = clock < people.remembered(slot) || stitched.isJoined(slot);
        boolean overtakes = seemsOlder && records.overtakes(slot, record.newestBy(), record.visitor());
        if (overtakes) {
            movedOn.overtake(slot);
        }
        return new NewestRecord(clock, record.visitor(), overtakes);
    }

    /** How far the record moves its person's clock on. */
    long clock(DesiredPerson desired) {
        return replaced.clock(desired.visitor(), desired.newestBy());
    }

    /** Whether a record would change nothing for the person, since an earlier run took in a newer one. */
    boolean isLate(Fingerprint key, long newest, long visitor) {
        int slot = people.find(key);
        return slot >= 0 && records.isLate(slot, newest, visitor);
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

    /** How new the newest records of unchanged people are. */
    public MovedOn movedOn() {
        return movedOn;
    }
}
