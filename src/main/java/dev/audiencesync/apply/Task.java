package dev.audiencesync.apply;

import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import java.util.List;
import java.util.function.Consumer;

/** Some changes that are carried out together, by one thread. */
interface Task {

    /**
     * Carries it out; never throws for what Intercom refuses one person.
     *
     * @param calls one is taken before each call
     * @param decided takes each outcome as soon as it is known: what follows may fail
     */
    void carryOut(Calls calls, Consumer<ChangeOutcome> decided);

    /** Its changes that have no outcome yet, at least one until all are decided. */
    List<OpenChange> undecided();

    /** The same work in two parts, so that a change to blame for a failure ends up alone; empty for a single one. */
    List<Task> halves();
}
