package dev.audiencesync.report;

import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.GuardFindings;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.ledger.Verifications;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans as the store has them. */
public final class PlanViews {
    private static final int EXAMPLES = 10;

    private final RunStore runs;
    private final PlanStore plans;
    private final RunFigures figures;
    private final TagLedger tags;
    private final GuardFindings findings;
    private final Verifications verifications;

    public PlanViews(JdbcTemplate store) {
        this.runs = new RunStore(store);
        this.plans = new PlanStore(store);
        this.figures = new RunFigures(store);
        this.tags = new TagLedger(store);
        this.findings = new GuardFindings(store);
        this.verifications = new Verifications(store);
    }

    /** The run's plan; empty where there is none, or none that is whole. */
    public Optional<PlanView> of(long run) {
        return runs.find(run).filter(StoredRun::planWhole).map(this::view);
    }

    private PlanView view(StoredRun run) {
        Map<ChangeKind, Long> counts = plans.countByKind(run.id());
        List<PlanView.Kind> kinds = Arrays.stream(ChangeKind.values())
                .filter(counts::containsKey)
                .map(kind ->
                        new PlanView.Kind(kind, counts.getOrDefault(kind, 0L), plans.first(run.id(), kind, EXAMPLES)))
                .toList();
        return new PlanView(
                run,
                plans.countOpen(run.id()),
                tagLines(run),
                findings.of(run.id()),
                runs.notes(run.id()),
                drift(run.id()).orElse(null),
                kinds);
    }

    private Optional<PlanView.Drift> drift(long run) {
        return RunDrift.found(verifications, run).map(found -> {
            PlanStore.OfDrift changes = plans.countOfDrift(run);
            return new PlanView.Drift(found, changes.all(), changes.done(), verifications.countTakenOver(run));
        });
    }

    private List<RunSummary.TagLine> tagLines(StoredRun run) {
        Map<String, RunFigures.TagPlan> planned = figures.tags(run.id());
        Map<String, Long> owned = tags.ownedCounts(run.workspaceId(), run.job());
        Map<String, Long> found = tags.foundCounts(run.workspaceId(), run.job());
        Map<String, String> names = new TreeMap<>();
        Map<String, String> known = tags.names(run.workspaceId());
        owned.keySet().forEach(key -> names.put(key, known.getOrDefault(key, key)));
        found.keySet().forEach(key -> names.put(key, known.getOrDefault(key, key)));
        planned.forEach((key, plan) -> names.put(key, plan.name()));
        return names.entrySet().stream()
                .map(tag -> {
                    RunFigures.TagPlan plan =
                            planned.getOrDefault(tag.getKey(), new RunFigures.TagPlan(tag.getValue(), 0, 0));
                    return new RunSummary.TagLine(
                            tag.getValue(),
                            plan.joiners(),
                            plan.leavers(),
                            owned.getOrDefault(tag.getKey(), 0L),
                            found.getOrDefault(tag.getKey(), 0L));
                })
                .toList();
    }
}
