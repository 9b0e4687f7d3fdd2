package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.PeopleTable.Mark;
import java.util.function.ObjLongConsumer;

/** How new the newest records are that were read of people who were as those say: newer than their rows tell. */
public final class MovedOn {
    private final PeopleTable people;
    private final ReplacedVisitors replaced;

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

    /**
     * Tells of the people of whom this run read a newer record, and of those of whom earlier runs did; of nobody, where
     * this run did so of nobody.
     */
    public void forEach(ObjLongConsumer<Fingerprint> each) {
        boolean anybody = false;
        for (int slot = 0; slot < people.slots() && !anybody; slot++) {
            anybody = read(slot) > people.remembered(slot);
        }
        for (int slot = 0; slot < people.slots() && anybody; slot++) {
            long read = read(slot);
            if (read > people.remembered(slot) || people.has(slot, Mark.MOVED_ON)) {
                each.accept(people.key(slot), Math.max(read, people.remembered(slot)));
            }
        }
    }

    private long read(int slot) {
        return people.newestBy(slot) > people.remembered(slot) && !people.has(slot, Mark.STAGED)
                ? replaced.clock(people.visitor(slot), people.newestBy(slot))
                : PeopleTable.UNTIMED;
    }
}
