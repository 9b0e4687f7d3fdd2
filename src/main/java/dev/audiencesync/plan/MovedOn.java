package dev.audiencesync.plan;

import dev.audiencesync.ledger.ClockScan;
import dev.audiencesync.ledger.PeopleClocks;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.PeopleTable.Mark;

/** How new the newest records are that were read of people who were as those say: newer than their rows tell. */
public final class MovedOn implements PeopleClocks.Clocks {
    private final PeopleTable people;
    private final ReplacedVisitors replaced;
    private boolean overtakes;

    MovedOn(PeopleTable people, ReplacedVisitors replaced) {
        this.people = people;
        this.replaced = replaced;
    }

    /** Takes in what earlier runs told, after the ledger's rows. Nothing is kept of who has none. */
    public void remember(Fingerprint key, long newest) {
        int slot = people.find(key);
        if (slot >= 0 && newest > people.remembered(slot)) {
            people.remember(slot, newest);
            people.set(slot, Mark.MOVED_ON);
        }
    }

    @Override
    public void forEach(ClockScan each) {
        for (int slot = 0; slot < people.slots(); slot++) {
            long read = read(slot);
            if (read > people.remembered(slot)) {
                each.clock(people.key(slot), read, people.visitor(slot));
            }
        }
    }

    @Override
    public boolean stands(Fingerprint key, long newestBy) {
        int slot = people.find(key);
        return slot >= 0
                && people.has(slot, Mark.MOVED_ON)
                && people.remembered(slot) == newestBy
                && read(slot) <= newestBy;
    }

    @Override
    public boolean overtakes() {
        return overtakes;
    }

    /** Takes in that what earlier runs told of a person is older than what is planned for. */
    void overtake(int slot) {
        overtakes |= people.has(slot, Mark.MOVED_ON);
        people.clear(slot, Mark.MOVED_ON);
    }

    private long read(int slot) {
        return people.newestBy(slot) > people.remembered(slot) && !people.has(slot, Mark.STAGED)
                ? replaced.clock(people.visitor(slot), people.newestBy(slot))
                : PeopleTable.UNTIMED;
    }
}
