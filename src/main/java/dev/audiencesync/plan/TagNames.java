package dev.audiencesync.plan;

import dev.audiencesync.definition.NamedTags;
import dev.audiencesync.ledger.JobTags.JobTag;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Amount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became, in Intercom, of the tags that a job means: those its actions name, and those it owns on anybody. They are
 * remembered by id, so that a tag renamed by hand is not made anew beside the renamed one.
 */
public final class TagNames {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Map<String, IntercomView.Tag> byId = new HashMap<>();
    private final Set<String> inActions = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> ofPatterns = new HashSet<>();
    private final List<JobTag> remembered;

    /** @param tags the workspace's tags as they are now */
    public TagNames(PlanScope scope, PlanLedger ledger, Collection<IntercomView.Tag> tags) {
        this.scope = scope;
        this.ledger = ledger;
        tags.forEach(tag -> byId.put(tag.id(), tag));
        scope.definition().tagNames().forEach(name -> inActions.add(TagLedger.nameKey(name)));
        named.addAll(inActions);
        TagRule.of(scope.definition()).stream()
                .filter(rule -> rule.actions().stream().allMatch(NamedTags::isOfPattern))
                .forEach(rule -> ofPatterns.add(rule.nameKey()));
        scope.definition().retiredTags().forEach(name -> named.add(TagLedger.nameKey(name)));
        remembered = ledger.jobTags().of(scope.workspaceId(), scope.job());
    }

    /** Whether the job has to do with tags at all; else there is no need to ask for the workspace's. */
    public static boolean areOfInterest(PlanScope scope, PlanLedger ledger) {
        return !scope.definition().tagActions().isEmpty()
                || !scope.definition().retiredTags().isEmpty()
                || !ledger.tags().ownedCounts(scope.workspaceId(), scope.job()).isEmpty();
    }

    /** The tags that were renamed or deleted since, unless the definition has answered that already. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (JobTag tag : remembered) {
            IntercomView.Tag now = byId.get(tag.intercomId());
            if (!matters(tag)) {
                continue;
            }
            if (now == null) {
                findings.add(deleted(tag));
            } else if (isRenamed(tag, now) && !isFollowed(tag, now)) {
                findings.add(renamed(tag, now));
            }
        }
        return findings;
    }

    /** Takes in new names that the definition has taken up, and the ids of tags it names for the first time. */
    void follow() {
        if (!findings().isEmpty()) {
            return;
        }
        Map<JobTag, String> followed = new LinkedHashMap<>();
        for (JobTag tag : remembered) {
            IntercomView.Tag now = byId.get(tag.intercomId());
            if (now != null && isRenamed(tag, now) && isFollowed(tag, now)) {
                followed.put(tag, now.name());
            } else if (now == null || isRenamed(tag, now)) {
                ledger.jobTags().forget(scope.workspaceId(), scope.job(), scope.run(), tag);
            }
        }
        // Last of all: the new name may have been that of a tag that is only now forgotten.
        followed.forEach((tag, name) -> ledger.jobTags().follow(scope.workspaceId(), scope.job(), tag, name));
        for (IntercomView.Tag tag : byId.values()) {
            if (named.contains(TagLedger.nameKey(tag.name()))) {
                ledger.jobTags().remember(scope.workspaceId(), scope.job(), tag.name(), tag.id());
            }
        }
    }

    /** A tag that is only listed as retired, and is on nobody any more, may be deleted: that is how it ends. */
    private boolean matters(JobTag tag) {
        return inActions.contains(tag.nameKey()) || tag.owned() > 0;
    }

    private static boolean isRenamed(JobTag tag, IntercomView.Tag now) {
        return !TagLedger.nameKey(now.name()).equals(tag.nameKey());
    }

    private boolean isFollowed(JobTag tag, IntercomView.Tag now) {
        return named.contains(TagLedger.nameKey(now.name())) && !named.contains(tag.nameKey());
    }

    private Finding renamed(JobTag tag, IntercomView.Tag now) {
        String choices;
        if (ofPatterns.contains(tag.nameKey())) {
            choices = "Its name comes from an audience or badge: give it its name back in Intercom, or rename that as"
                    + " well.";
        } else if (named.contains(tag.nameKey())) {
            choices = "Write `" + now.name() + "` for it in the definition, or give it its name back in Intercom.";
        } else {
            choices = "Name `" + now.name()
                    + "` in an action or under `retired-tags`, or give it its name back in Intercom.";
        }
        return new Finding(
                GuardName.TAG_RENAMED,
                tag.name(),
                tag.owned(),
                "The tag `" + tag.name() + "` is called `" + now.name() + "` in Intercom now" + owned(tag) + ". "
                        + choices);
    }

    private static Finding deleted(JobTag tag) {
        return new Finding(
                GuardName.TAG_DELETED,
                tag.name(),
                tag.owned(),
                "The tag `" + tag.name() + "` was deleted in Intercom" + owned(tag)
                        + ". With `--allow tag-deleted` it is forgotten, and put on anew where an action still names it;"
                        + " take it out of the definition first if it is to be gone.");
    }

    private static String owned(JobTag tag) {
        if (tag.owned() == 0) {
            return "";
        }
        return "; this job had put it on " + Amount.people(tag.owned());
    }

    /** Forgets the job's tags that were deleted, as {@code --allow tag-deleted} asks; returns their names. */
    public List<String> forgetDeleted() {
        List<String> forgotten = new ArrayList<>();
        for (JobTag tag : remembered) {
            if (!byId.containsKey(tag.intercomId())) {
                ledger.jobTags().forget(scope.workspaceId(), scope.job(), scope.run(), tag);
                forgotten.add(tag.name());
            }
        }
        return forgotten;
    }
}
