package dev.audiencesync.apply;

import dev.audiencesync.ledger.ChangeOutcome;
import java.util.List;

/** Some changes that are carried out together, by one thread. */
interface Task {

    /** How many calls it makes at most, repeated ones aside. */
    int mostCalls();

    /** Carries it out; never throws for one person. */
    Done carryOut();

    /** What became of it, and how many calls it took. */
    record Done(List<ChangeOutcome> outcomes, int calls) {}
}
