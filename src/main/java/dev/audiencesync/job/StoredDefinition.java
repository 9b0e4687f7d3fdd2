package dev.audiencesync.job;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.StoredRun;
import java.util.List;

/** The definition a run was begun with; how Intercom is reached comes from today's. */
final class StoredDefinition {
    private StoredDefinition() {}

    static JobDefinition of(StoredRun run, JobDefinition today) {
        JobDefinition stored = new DefinitionLoader(System::getenv).parse(run.definitionText(), today.file());
        return new JobDefinition(
                stored.name(),
                stored.source(),
                reachedAs(stored.intercom(), today.intercom()),
                stored.actions(),
                stored.retiredTags(),
                stored.limits(),
                stored.verification(),
                stored.schedule(),
                stored.timeZone(),
                stored.file(),
                stored.text());
    }

    /** Whether today's would have a run do otherwise. Where files are, and when it starts, is no matter of what it does. */
    static boolean isEdited(JobDefinition stored, JobDefinition today) {
        return !rules(stored).equals(rules(today));
    }

    private static List<Object> rules(JobDefinition definition) {
        return List.of(
                definition.mappingFingerprints(),
                definition.source().mode(),
                definition.retiredTags(),
                definition.limits(),
                definition.verification().onDrift(),
                definition.intercom().version(),
                definition.intercom().onArchived(),
                definition.intercom().onDeleted());
    }

    private static IntercomSettings reachedAs(IntercomSettings stored, IntercomSettings today) {
        return new IntercomSettings(
                today.baseUrl(),
                stored.version(),
                today.accessToken(),
                today.reservePercent(),
                stored.onArchived(),
                stored.onDeleted(),
                today.patience(),
                stored.workspace());
    }
}
