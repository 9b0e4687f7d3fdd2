package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.Contenders.Contender;
import dev.audiencesync.plan.PeopleTable.Mark;
import java.util.List;

/**
 * Which of each person's records is the newest: the larger {@code newestBy} wins, then the later in reading order; one of a
 * visitor that was taken over loses to the record that says so. Since any record may say so of any earlier one, this is
 * settled among a person's visitors by {@link #choose} after the last record. Not thread-safe.
 */
final class NewestRecords {
    private final PeopleTable people;
    private final boolean ledgerOrdersRecords;
    private final ReplacedVisitors replaced;
    private final StitchedMemory stitched;
    private final Contenders contenders = new Contenders();

    /**
     * Begins with none.
     *
     * @param people take each record that is placed
     * @param ledgerOrdersRecords whether a record older than one of an earlier run changes nothing (stream mode)
     * @param replaced the visitors that others took over; may grow as records are read
     * @param stitched of whom an earlier run's newest record is such a visitor's
     */
    NewestRecords(PeopleTable people, boolean ledgerOrdersRecords, ReplacedVisitors replaced, StitchedMemory stitched) {
        this.people = people;
        this.ledgerOrdersRecords = ledgerOrdersRecords;
        this.replaced = replaced;
        this.stitched = stitched;
    }

    /** Whether the record is the newest of its person and visitor. */
    boolean contends(Fingerprint key, int slot, Contender record) {
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
    boolean place(int slot, Contender record) {
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
     * Weighs the newest record of one slot, which asked for just what the ledger holds, as the person's of another: the two
     * turned out to be one. Of a person with an older record than earlier runs read under either, none is the newest.
     */
    void join(int from, int to) {
        if (people.has(from, Mark.STAGED) || !people.has(to, Mark.RECORDED)) {
            return;
        }
        if (isLate(from, people.newestBy(to), people.visitor(to))) {
            forgetNewest(to);
        } else if (isOlderThanKnown(from, people.newestBy(to))) {
            stitched.join(from, to);
        }
        if (people.has(from, Mark.RECORDED)) {
            place(to, newest(from));
        }
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
        long older = replaced.isEmpty() ? 0 : dropOvertaken(deferred);
        long[] passedOver = {older};
        contenders.forEach((key, records) -> passedOver[0] += choose(people.slotFor(key), records, deferred));
        return passedOver[0];
    }

    private long dropOvertaken(long deferred) {
        long older = 0;
        for (int slot = 0; slot < people.slots(); slot++) {
            if (people.has(slot, Mark.RECORDED)
                    && isLate(slot, people.newestBy(slot), people.visitor(slot))
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
            if (!isLate(slot, record)) {
                place(slot, record);
            }
        }
        boolean none = !people.has(slot, Mark.RECORDED);
        return records.stream()
                .filter(record -> record.sequence() > deferred)
                .filter(record -> none || isLate(slot, record) || record.sequence() > people.sequence(slot))
                .count();
    }

    private void forgetNewest(int slot) {
        people.record(slot, PeopleTable.UNTIMED, PeopleTable.NONE, 0);
        people.clear(slot, Mark.RECORDED);
        people.clear(slot, Mark.STAGED);
    }

    private boolean isLate(int slot, Contender record) {
        return isLate(slot, record.newestBy(), record.visitor());
    }

    /**
     * A record of a visitor that was taken over is older than the record which said so. Either may be the ledger's; known
     * after the last record was read.
     */
    boolean isLate(int slot, long newest, long visitor) {
        return (isOvertaken(slot, visitor) || isOlderThanKnown(slot, newest)) && !overtakes(slot, newest, visitor);
    }

    /** Whether the record is newer than the ledger's, of which the visitor was taken over since. */
    boolean overtakes(int slot, long newest, long visitor) {
        RecordAge known = stitched.age(people.key(slot));
        return known != null && replaced.age(visitor, newest, 0).compareTo(known) > 0;
    }

    /** A record without a time loses to one of this run that has one, but says nothing beside the ledger's. */
    boolean isOlderThanKnown(int slot, long newest) {
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
