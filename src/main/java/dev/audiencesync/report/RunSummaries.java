package dev.audiencesync.report;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.GuardFindings;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.report.RunSummary.Details;
import dev.audiencesync.report.RunSummary.Drifted;
import dev.audiencesync.report.RunSummary.ExportFileLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts a run's summary together from the store, and leaves its files in the home. */
public final class RunSummaries {
    private final Home home;
    private final FollowUp followUp;
    private final RunStore runs;
    private final RunFiles files;
    private final RunFigures figures;
    private final TagLines tagLines;
    private final Rejects rejects;
    private final GuardFindings findings;
    private final RunDrift drift;

    public RunSummaries(JdbcTemplate store, Home home) {
        this.home = home;
        this.followUp =
                new FollowUp("audience-sync", List.of("--home", home.directory().toString()));
        this.runs = new RunStore(store);
        this.files = new RunFiles(store);
        this.figures = new RunFigures(store);
        this.tagLines = new TagLines(store);
        this.rejects = new Rejects(store);
        this.findings = new GuardFindings(store);
        this.drift = new RunDrift(store, home);
    }

    /** The summary of an execution that just ended; writes the run's rejects and report. */
    public RunSummary finished(long number, JobDefinition definition, List<Long> resumed) {
        StoredRun run = runs.find(number).orElseThrow();
        RunFigures.Execution execution = figures.lastExecution(number).orElseThrow();
        try {
            RunRejects refused = RunRejects.write(number, rejects, figures, home);
            RunSummary.Files left =
                    new RunSummary.Files(null, refused.file(), home.run(number).resolve("report.json"));
            Drifted drifted = drift.write(number, run.workspaceId(), definition).orElse(null);
            RunSummary summary = summary(
                    run, execution, resumed, left, details(run, definition, execution.number(), refused, drifted));
            RunReportFile.write(Objects.requireNonNull(left.report()), summary, followUp);
            return summary;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Run " + number + " ended as " + run.state() + ", but its report could not be written to "
                            + home.run(number) + ": " + e.getMessage() + ". `" + followUp.command("status " + number)
                            + "` shows what it did.",
                    e);
        }
    }

    private RunSummary summary(
            StoredRun run, RunFigures.Execution execution, List<Long> resumed, RunSummary.Files left, Details details) {
        StoredRun.Totals totals = run.totals();
        Instant end = Objects.requireNonNull(execution.endedAt(), "The execution has ended");
        return new RunSummary(
                run.job(),
                run.id(),
                run.workspace(),
                run.sandbox(),
                status(run.state()),
                Objects.requireNonNull(run.exitCode(), "The run has ended"),
                new RunSummary.Records(totals.read(), totals.rejected(), totals.older()),
                totals.people(),
                planned(totals),
                applied(figures.applied(run.id(), execution.number())),
                figures.rejected(run.id(), execution.number()),
                new RunSummary.Calls(execution.calls(), execution.retries(), execution.rateLimited()),
                Duration.between(execution.startedAt(), end).toMillis() / 1000.0,
                guard(run),
                resumed,
                left,
                details);
    }

    static RunSummary.Planned planned(StoredRun.Totals totals) {
        return new RunSummary.Planned(
                totals.create(),
                totals.update(),
                totals.tag(),
                totals.untag(),
                totals.unchanged(),
                totals.estimatedCalls(),
                totals.estimatedMinutes());
    }

    static RunSummary.Applied applied(Map<ChangeKind, Long> counts) {
        return new RunSummary.Applied(
                counts.getOrDefault(ChangeKind.CREATE, 0L),
                counts.getOrDefault(ChangeKind.UPDATE, 0L),
                counts.getOrDefault(ChangeKind.TAG, 0L),
                counts.getOrDefault(ChangeKind.UNTAG, 0L));
    }

    private List<String> guard(StoredRun run) {
        List<String> found = findings.of(run.id()).stream()
                .map(GuardFindings.StoredFinding::text)
                .toList();
        if (!found.isEmpty()) {
            return found;
        }
        return run.state() == RunState.GUARDED && run.message() != null
                ? run.message().lines().toList()
                : List.of();
    }

    static RunStatus status(RunState state) {
        return switch (state) {
            case PLANNING, APPLYING -> RunStatus.RUNNING;
            case COMPLETED -> RunStatus.COMPLETED;
            case FAILED -> RunStatus.FAILED;
            case STOPPED -> RunStatus.STOPPED;
            case GUARDED -> RunStatus.GUARDED;
            case PLANNED -> RunStatus.PLANNED;
            case SUPERSEDED -> RunStatus.SUPERSEDED;
        };
    }

    /** The words of the command that goes on from here; null where nothing is left to do. */
    static @Nullable String next(StoredRun run) {
        return switch (run.state()) {
            case FAILED, STOPPED -> run.unfinished() ? restart(run) : null;
            case PLANNED -> "apply " + run.id();
            case GUARDED -> run.planWhole() ? "show " + run.id() : null;
            case PLANNING, APPLYING, COMPLETED, SUPERSEDED -> null;
        };
    }

    /** The words of the command that goes on with an unfinished run. */
    static String restart(StoredRun run) {
        return "restart " + run.id() + (run.sandbox() ? " --sandbox" : "");
    }

    private Details details(
            StoredRun run, JobDefinition definition, int execution, RunRejects refused, @Nullable Drifted drifted) {
        List<ExportFileLine> exportFiles = files.of(run.id()).stream()
                .map(file -> new ExportFileLine(
                        file.display(), file.records(), file.rejected(), file.consumedBefore(), file.kind()))
                .toList();
        boolean failed = run.state() != RunState.COMPLETED && run.state() != RunState.GUARDED;
        return new Details(
                exportFiles,
                tagLines.of(run, definition),
                refused.first(),
                refused.standing(),
                figures.rejected(run.id(), null) - figures.rejected(run.id(), execution),
                applied(figures.applied(run.id(), null)).minus(applied(figures.applied(run.id(), execution))),
                runs.notes(run.id()),
                failed ? run.message() : null,
                next(run),
                drifted);
    }
}
