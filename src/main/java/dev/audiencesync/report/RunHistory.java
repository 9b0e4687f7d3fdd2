package dev.audiencesync.report;

import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs as {@code status} shows them. */
public final class RunHistory {
    private final RunStore runs;
    private final PlanStore plans;
    private final RunFigures figures;
    private final LongPredicate turnIsTaken;

    /** @param turnIsTaken whether a live process has the turn of a workspace: else what looks alive there has crashed */
    public RunHistory(JdbcTemplate store, LongPredicate turnIsTaken) {
        this.runs = new RunStore(store);
        this.plans = new PlanStore(store);
        this.figures = new RunFigures(store);
        this.turnIsTaken = turnIsTaken;
    }

    /** All jobs' runs, or a job's, newest first. */
    public List<RunRow> latest(@Nullable String job, int limit) {
        return runs.latest(job, limit).stream().map(this::row).toList();
    }

    public Optional<RunRow> find(long run) {
        return runs.find(run).map(this::row);
    }

    private RunRow row(StoredRun run) {
        RunStatus status = RunSummaries.status(run.state());
        boolean crashed = status == RunStatus.RUNNING && !turnIsTaken.test(run.workspaceId());
        StoredRun.Totals totals = run.totals();
        return new RunRow(
                run.id(),
                run.job(),
                run.workspace(),
                crashed ? RunStatus.CRASHED : status,
                run.startedAt(),
                run.endedAt(),
                figures.worked(run.id()),
                run.exitCode(),
                new RunSummary.Records(totals.read(), totals.rejected(), totals.older()),
                totals.people(),
                RunSummaries.planned(totals),
                RunSummaries.applied(figures.applied(run.id(), null)),
                figures.rejected(run.id(), null),
                plans.countOpen(run.id()),
                message(run, crashed),
                crashed ? RunSummaries.restart(run) : RunSummaries.next(run));
    }

    private static @Nullable String message(StoredRun run, boolean crashed) {
        String message = crashed ? "Its process ended without a word." : run.message();
        return run.forWhom()
                .map(few -> message == null ? few : few + " " + message)
                .orElse(message);
    }
}
