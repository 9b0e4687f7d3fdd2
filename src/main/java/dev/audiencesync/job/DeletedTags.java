package dev.audiencesync.job;

import dev.audiencesync.ledger.Operator;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.plan.PlanLedger;
import dev.audiencesync.plan.TagNames;
import java.util.List;

/** Tags of the job that were deleted in Intercom. */
final class DeletedTags {
    private DeletedTags() {}

    /** Forgets them, and whom the job owned them on, where the command lets that pass; they are put on anew. */
    static void forgetAllowed(RunContext context) {
        if (!context.allowances().guards().contains(GuardName.TAG_DELETED)) {
            return;
        }
        List<String> forgotten = new TagNames(
                        context.planScope(),
                        PlanLedger.of(context.store()),
                        context.reads().tags())
                .forgetDeleted();
        for (String tag : forgotten) {
            new RunStore(context.store())
                    .note(
                            context.run().id(),
                            "The tag " + tag + ", deleted in Intercom, was forgotten: allowed by "
                                    + Operator.userAtHost() + " with --allow " + GuardName.TAG_DELETED.word() + ".");
        }
    }
}
