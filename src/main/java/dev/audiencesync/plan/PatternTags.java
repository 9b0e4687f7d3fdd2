package dev.audiencesync.plan;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.NamedTags;
import dev.audiencesync.ledger.JobTags.JobTag;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Map;

/**
 * Names the tags that a job's patterns make, so that everything planned for tags is planned for each of them: those of
 * the groups that records were in, tonight or on any earlier night, and of those that a pattern names where the job owns
 * the tag already.
 */
public final class PatternTags {
    private final PlanScope scope;
    private final Map<GroupKind, List<Group>> known;
    private final Map<GroupKind, List<Group>> ofRun;
    private final List<String> owned;

    /** Loads what the run's records, once they are read, and earlier ones had. */
    public PatternTags(PlanScope scope, PlanLedger ledger) {
        this.scope = scope;
        this.known = ledger.groups().known(scope.workspaceId(), scope.job(), scope.run());
        this.ofRun = ledger.groups().of(scope.workspaceId(), scope.job(), scope.run());
        this.owned = ledger.jobTags().of(scope.workspaceId(), scope.job()).stream()
                .filter(tag -> tag.owned() > 0)
                .map(JobTag::name)
                .toList();
    }

    /** With every tag that a pattern is known to make. */
    public PlanScope known() {
        return scope.with(named(scope.definition()));
    }

    /** With the tags of those groups only that the run's records are in. */
    public PlanScope ofRun() {
        return scope.with(NamedTags.of(scope.definition(), ofRun, List.of()));
    }

    /** A definition of the same job, of whichever day, with every tag that a pattern of it is known to make. */
    JobDefinition named(JobDefinition definition) {
        return NamedTags.of(definition, known, owned);
    }
}
