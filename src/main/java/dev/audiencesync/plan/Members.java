package dev.audiencesync.plan;

import dev.audiencesync.ledger.TagLedger.Member;
import java.util.List;

/** People with tags of the job, page by page. */
final class Members {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Absence absence;
    private final List<String> adopted;

    Members(PlanScope scope, PlanLedger ledger, Absence absence) {
        this.scope = scope;
        this.ledger = ledger;
        this.absence = absence;
        this.adopted = TagRule.of(scope.definition()).stream()
                .filter(TagRule::adopts)
                .map(TagRule::nameKey)
                .toList();
    }

    /** Who may have left, is to be adopted, or has a tag that is retired. */
    List<Member> owned(long after) {
        boolean anythingToDo = absence.meansLeaving()
                || !adopted.isEmpty()
                || !scope.definition().retiredTags().isEmpty();
        return anythingToDo
                ? ledger.tags().membersAfter(scope.workspaceId(), scope.job(), adopted, after, PlanPart.BATCH)
                : List.of();
    }

    /** From whom a tag was taken by hand, as the run has seen. */
    List<Member> untagged(long after) {
        return ledger.tags().untaggedAfter(scope.run(), scope.workspaceId(), scope.job(), after, PlanPart.BATCH);
    }

    /** Who may have left a tag's audience since it was taken from them by hand. */
    List<Member> declined(long after) {
        return absence.meansLeaving()
                ? ledger.tags().declinedAfter(scope.workspaceId(), scope.job(), after, PlanPart.BATCH)
                : List.of();
    }
}
