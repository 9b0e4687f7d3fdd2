package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.RunKind;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.ReleaseScope;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts and restarts runs: one command's way from the locks to the summary.
 *
 * <p>A run that was begun and not finished is never left behind. In stream mode the next run finishes it first; in
 * snapshot mode the next run replaces it, for the ledger holds what was done and the new export says everything anew.
 */
public final class SyncService {
    private final Surroundings around;

    public SyncService(Home home, Connection.Source connections, Progress progress, StopSignal stop, Clock clock) {
        this.around = new Surroundings(home, connections, progress, stop, clock);
    }

    /**
     * Plans and applies.
     *
     * @throws NoExportException when no file is there to read (exit 2)
     * @throws AlreadyRunningException when the job runs already (exit 5)
     */
    public RunSummary run(RunOrder order) {
        JobDefinition definition = order.definition();
        Begin begin = begin(order, RunKind.RUN);
        try (Session session = open(definition)) {
            session.checkWorkspace(definition);
            List<StoredRun> unfinished = session.runs().unfinished(session.workspaceId(), definition.name());
            boolean stream = definition.source().mode() == Source.Mode.STREAM;
            List<RunSummary> resumed = new ArrayList<>();
            for (StoredRun earlier : stream ? unfinished : List.<StoredRun>of()) {
                RunSummary summary = resume(session, earlier, definition);
                if (summary.status() != RunStatus.COMPLETED) {
                    return summary;
                }
                resumed.add(summary);
            }
            NewRun fresh = begin.in(session.workspaceId());
            session.checkFiles(definition, fresh);
            long run = session.begin(fresh, stream ? List.of() : unfinished, definition);
            return session.execute(new Session.Work(run, definition, Command.RUN, order.allowances()), resumed);
        }
    }

    /**
     * Plans, and keeps the plan for {@link #apply}.
     *
     * @throws NoExportException when no file is there to read (exit 2)
     * @throws AlreadyRunningException when the job runs already (exit 5)
     */
    public RunSummary plan(RunOrder order) {
        JobDefinition definition = order.definition();
        Begin begin = begin(order, RunKind.PLAN);
        try (Session session = open(definition)) {
            session.checkWorkspace(definition);
            for (StoredRun earlier : session.runs().unfinished(session.workspaceId(), definition.name())) {
                around.progress()
                        .say("Run " + earlier.id() + " of " + earlier.job()
                                + " was begun and not finished. This plan holds what it left to do; finish it first"
                                + " (`restart`), or the plan cannot be applied.");
            }
            NewRun fresh = begin.in(session.workspaceId());
            session.checkFiles(definition, fresh);
            long run = session.begin(fresh, List.of(), definition);
            return session.execute(new Session.Work(run, definition, Command.PLAN, order.allowances()), List.of());
        }
    }

    /** What is known of a run before its workspace is. */
    private interface Begin {
        NewRun in(long workspaceId);
    }

    private Begin begin(RunOrder order, RunKind kind) {
        JobDefinition definition = order.definition();
        ReleaseScope.check(definition);
        LocalDate date = order.date() == null ? today(definition) : order.date();
        List<String> input = Locations.absolute(order.input(), order.workingDirectory());
        Locations.require(definition, input, date);
        return workspaceId -> new NewRun(
                workspaceId,
                definition.name(),
                kind,
                definition.source().mode().name(),
                definition.file(),
                definition.text(),
                input,
                date,
                around.connections().isSandbox(),
                around.connections().insteadOfTheDefinitions(),
                order.canary());
    }

    /**
     * Carries out a plan that was made before, just as it was made, or goes on with doing so.
     *
     * @param today the job's definition as it is now: how Intercom is reached is taken from it
     * @throws NothingToRestartException where there is no plan of this number to carry out (exit 2)
     */
    public RunSummary apply(JobDefinition today, long number, Allowances allowances) {
        try (Session session = open(today)) {
            StoredRun plan = Startable.applicable(session, number);
            around.progress().say("Applying plan " + plan.id() + " of " + plan.job() + ".");
            JobDefinition stored = session.storedDefinition(plan, today);
            session.checkWorkspace(stored);
            return session.execute(new Session.Work(plan.id(), stored, Command.APPLY, allowances), List.of());
        }
    }

    /**
     * Goes on with the last unfinished run of the job, with the definition it was begun with.
     *
     * @param today the job's definition as it is now: how Intercom is reached is taken from it
     * @param number the run that is meant; null for the job's last unfinished one
     * @throws NothingToRestartException when there is none (exit 2)
     */
    public RunSummary restart(JobDefinition today, @Nullable Long number) {
        try (Session session = open(today)) {
            return resume(session, Startable.restartable(session, today.name(), number), today);
        }
    }

    private RunSummary resume(Session session, StoredRun run, JobDefinition today) {
        around.progress()
                .say("Going on with run " + run.id() + " of " + run.job() + ", which was "
                        + (run.state().name().equals("STOPPED") ? "stopped" : "not finished") + ".");
        JobDefinition stored = session.storedDefinition(run, today);
        if (!run.planWhole()) {
            Locations.require(stored, run.input(), run.date());
        }
        session.checkWorkspace(stored);
        return session.execute(new Session.Work(run.id(), stored, Command.RESTART, Allowances.NONE), List.of());
    }

    private Session open(JobDefinition definition) {
        RunLock lock = RunLock.take(
                around.home(), definition.name(), around.clock().instant(), around.stop(), around.progress());
        return Session.open(lock, around, definition);
    }

    private LocalDate today(JobDefinition definition) {
        return ZonedDateTime.now(around.clock().withZone(definition.timeZone())).toLocalDate();
    }
}
