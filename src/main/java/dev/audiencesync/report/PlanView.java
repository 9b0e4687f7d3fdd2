package dev.audiencesync.report;

import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.StoredRun;
import java.util.List;

/**
 * A whole plan as people look at it.
 *
 * @param open changes that have no outcome yet
 * @param findings what the guard found
 * @param kinds of changes there are, in the order they are carried out
 */
public record PlanView(
        StoredRun run,
        long open,
        List<RunSummary.TagLine> tags,
        List<StoredFinding> findings,
        List<String> notes,
        List<Kind> kinds) {

    /** How many changes there are of a kind, and the first of them. */
    public record Kind(ChangeKind kind, long total, List<OpenChange> examples) {}

    RunSummary.Planned planned() {
        return RunSummaries.planned(run.totals());
    }

    /** Whether the guard would stop {@code run}. */
    boolean isGuarded() {
        return findings.stream().anyMatch(finding -> !finding.allowed());
    }
}
