package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobTags.JobTag;
import dev.audiencesync.ledger.JobTags.UntoldTag;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Amount;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which tags of the job the definition no longer names, and which it retires while a pattern still makes them: they
 * stay as they are, and somebody ought to know.
 */
final class OrphanedTags {
    private final PlanScope scope;
    private final PlanLedger ledger;

    /** @param scope with every tag of its definition named */
    OrphanedTags(PlanScope scope, PlanLedger ledger) {
        this.scope = scope;
        this.ledger = ledger;
    }

    /** Notes them with the run. */
    void note() {
        Set<String> inActions = keys(scope.definition().tagNames());
        Set<String> retired = keys(scope.definition().retiredTags());
        for (JobTag tag : ledger.jobTags().of(scope.workspaceId(), scope.job())) {
            boolean isInAction = inActions.contains(tag.nameKey());
            if (tag.owned() > 0 && retired.contains(tag.nameKey()) && isInAction) {
                ledger.runs().note(scope.run(), stillMade(tag));
            } else if (tag.owned() > 0 && !retired.contains(tag.nameKey()) && !isInAction) {
                ledger.runs().note(scope.run(), orphaned(tag.name(), "put on " + Amount.people(tag.owned())));
            }
        }
        for (UntoldTag tag : ledger.jobTags().untold(scope.workspaceId(), scope.job())) {
            if (!retired.contains(tag.nameKey()) && !inActions.contains(tag.nameKey())) {
                ledger.runs()
                        .note(
                                scope.run(),
                                orphaned(
                                        tag.name(),
                                        "may have put on " + Amount.people(tag.people()) + " before its call failed"));
            }
        }
    }

    private static Set<String> keys(Collection<String> names) {
        return names.stream().map(TagLedger::nameKey).collect(Collectors.toSet());
    }

    private static String stillMade(JobTag tag) {
        return "`retired-tags` names the tag `" + tag.name()
                + "`, but an action makes it of an audience or badge that its `only` takes in by an id or with a wildcard:"
                + " it stays. Narrow that `only`, so that it no longer takes it in.";
    }

    private static String orphaned(String tag, String putOn) {
        return "The definition no longer names the tag `" + tag + "`, which this job " + putOn
                + ": it stays there. `retired-tags: [ " + tag + " ]` would remove it.";
    }
}
