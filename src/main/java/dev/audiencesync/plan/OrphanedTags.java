package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobTags.JobTag;
import dev.audiencesync.ledger.TagLedger;
import java.util.HashSet;
import java.util.Set;

/** Says which tags of the job the definition no longer names: they stay as they are, and somebody ought to know. */
final class OrphanedTags {
    private final PlanScope scope;
    private final PlanLedger ledger;

    OrphanedTags(PlanScope scope, PlanLedger ledger) {
        this.scope = scope;
        this.ledger = ledger;
    }

    /** Notes them with the run. */
    void note() {
        Set<String> named = new HashSet<>();
        scope.definition().tagActions().forEach(action -> named.add(TagLedger.nameKey(action.name())));
        scope.definition().retiredTags().forEach(name -> named.add(TagLedger.nameKey(name)));
        for (JobTag tag : ledger.jobTags().of(scope.workspaceId(), scope.job())) {
            if (tag.owned() > 0 && !named.contains(tag.nameKey())) {
                ledger.runs().note(scope.run(), text(tag));
            }
        }
    }

    private static String text(JobTag tag) {
        return "The definition no longer names the tag `" + tag.name() + "`, which this job put on "
                + (tag.owned() == 1 ? "1 person" : tag.owned() + " people")
                + ": it stays there. `retired-tags: [ " + tag.name() + " ]` would remove it.";
    }
}
