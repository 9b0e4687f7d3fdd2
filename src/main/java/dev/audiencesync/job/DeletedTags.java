package dev.audiencesync.job;

import dev.audiencesync.ledger.Operator;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.plan.IntercomView;
import dev.audiencesync.plan.PlanLedger;
import dev.audiencesync.plan.TagNames;
import java.util.Collection;
import java.util.List;

/** Tags of the job that were deleted in Intercom. */
final class DeletedTags {
    private DeletedTags() {}

    /** Whether the command lets pass that they are forgotten; only then need Intercom be asked which they are. */
    static boolean mayBeForgotten(RunContext context) {
        return context.allowances().guards().contains(GuardName.TAG_DELETED);
    }

    /**
     * Forgets them, and whom the job owned them on; they are put on anew.
     *
     * @param tags those that Intercom has
     */
    static void forget(RunContext context, Collection<IntercomView.Tag> tags) {
        List<String> forgotten =
                new TagNames(context.planScope(), PlanLedger.of(context.store()), tags).forgetDeleted();
        for (String tag : forgotten) {
            new RunStore(context.store())
                    .note(
                            context.run().id(),
                            "The tag " + tag + ", deleted in Intercom, was forgotten: allowed by "
                                    + Operator.userAtHost() + " with --allow " + GuardName.TAG_DELETED.word() + ".");
        }
    }
}
