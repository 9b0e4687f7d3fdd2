package dev.audiencesync.plan;

import dev.audiencesync.definition.Api;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.RunKind;

/**
 * The run a plan is made for.
 *
 * @param definitionId the definition's number in the store
 */
public record PlanScope(
        long run, int execution, long workspaceId, RunKind kind, long definitionId, JobDefinition definition) {

    /** The same run with another reading of its definition. */
    PlanScope with(JobDefinition other) {
        return new PlanScope(run, execution, workspaceId, kind, definitionId, other);
    }

    String job() {
        return definition.name();
    }

    boolean snapshot() {
        return definition.source().mode() == Source.Mode.SNAPSHOT;
    }

    /** Whether tag calls find people by User ID or e-mail. */
    public boolean tagsByName() {
        return definition.intercom().api() == Api.USERS;
    }

    /** Whether there may be people for whom nothing but tags is planned. */
    boolean tagsOnly() {
        return definition.createActions().stream().noneMatch(create -> create.when() instanceof Condition.Always);
    }

    /** Whether what was refused lately is to be tried again all the same. */
    boolean triesRefusedAgain() {
        return kind == RunKind.RETRY;
    }
}
