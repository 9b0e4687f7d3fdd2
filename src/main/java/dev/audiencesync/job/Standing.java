package dev.audiencesync.job;

import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.person.Amount;

/** How far a run got, and how it goes on, in a sentence or two. */
record Standing(RunContext context) {

    String text() {
        long run = context.run().id();
        if (context.command() == Command.PLAN) {
            return "The plan was not made; nothing was written. Plan again once Intercom answers.";
        }
        if (context.command() == Command.REPLACE) {
            return "Run " + run + " may have sent something that is not stored yet, so no other run of "
                    + context.run().job()
                    + " was begun in its place. Once Intercom answers, give the command again, or go on with that run by"
                    + " `restart " + run + "`.";
        }
        String command = context.command() == Command.APPLY ? "apply " : "restart ";
        String goOn = " Once Intercom answers, `" + command + run + "` goes on from there.";
        if (!new RunStore(context.store()).find(run).orElseThrow().planWhole()) {
            return "The plan was not made yet, and nothing was written." + goOn;
        }
        PlanStore plans = new PlanStore(context.store());
        long all = plans.countChanges(run);
        return Amount.number(all - plans.countOpen(run)) + " of "
                + Amount.of(all, "change is done.", "changes are done.") + goOn;
    }
}
