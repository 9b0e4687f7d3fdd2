package dev.audiencesync.plan;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;

/** The run a plan is made for. */
public record PlanScope(long run, int execution, long workspaceId, JobDefinition definition) {

    String job() {
        return definition.name();
    }

    boolean snapshot() {
        return definition.source().mode() == Source.Mode.SNAPSHOT;
    }
}
