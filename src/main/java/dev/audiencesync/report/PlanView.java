package dev.audiencesync.report;

import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.StoredRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole plan as people look at it.
 *
 * @param open changes that have no outcome yet
 * @param findings what the guard found
 * @param drift what verifying found; null where the run did not come to the end of it, or did not begin it
 * @param kinds of changes there are, in the order they are carried out
 */
public record PlanView(
        StoredRun run,
        long open,
        List<RunSummary.TagLine> tags,
        List<StoredFinding> findings,
        List<String> notes,
        @Nullable Drift drift,
        List<Kind> kinds) {

    /** How many changes there are of a kind, and the first of them. */
    public record Kind(ChangeKind kind, long total, List<OpenChange> examples) {}

    /**
     * What was changed in Intercom behind the job's back, and what became of it.
     *
     * @param changes of the plan that write again what the job wrote
     * @param done those that have an outcome
     * @param takenOver findings that the job takes for what it wrote itself by now
     */
    public record Drift(RunSummary.Found found, long changes, long done, long takenOver) {}

    RunSummary.Planned planned() {
        return RunSummaries.planned(run.totals());
    }

    /** Whether the guard would stop {@code run}. */
    boolean isGuarded() {
        return findings.stream().anyMatch(finding -> !finding.allowed());
    }
}
