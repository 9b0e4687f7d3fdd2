package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.RunKind;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Starts and restarts runs: one command's way from the locks to the summary.
 *
 * <p>A run that was begun and not finished is never left behind. In stream mode the next run finishes it first; in
 * snapshot mode the next run replaces it, for the ledger holds what was done and the new export says everything anew.
 */
public final class SyncService {
    private final Surroundings around;

    /**
     * What every command works with.
     *
     * @param database where the store is; the home keeps the rest
     */
    public SyncService(
            Home home,
            Database database,
            Connection.Source connections,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this(home, database, connections, progress, stop, clock, Waiting.inRealTime(stop));
    }

    /** The same, waiting in its own way; whoever waits has to heed the stop signal. */
    public SyncService(
            Home home,
            Database database,
            Connection.Source connections,
            Progress progress,
            StopSignal stop,
            Clock clock,
            Waiting waiting) {
        this.around = new Surroundings(home, database, connections, progress, stop, clock, waiting);
    }

    /**
     * Plans and applies.
     *
     * @throws NoExportException when no file is there to read (exit 2)
     * @throws UnfinishedRunException when it is for a few people and an earlier run is not finished (exit 2)
     * @throws AlreadyRunningException when the job runs already (exit 5)
     */
    public RunSummary run(RunOrder order) {
        JobDefinition definition = order.definition();
        Begin begin = begin(order, RunKind.RUN);
        try (Session session = open(definition)) {
            session.checkWorkspace(definition);
            List<StoredRun> unfinished = session.runs().unfinished(session.workspaceId(), definition.name());
            if (!unfinished.isEmpty() && !order.canary().isEverybody()) {
                throw new UnfinishedRunException(unfinished.get(0));
            }
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
            long run = session.begin(
                    fresh, stream ? List.of() : unfinished, definition, order.allowances(), order.verify());
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
            long run = session.begin(fresh, List.of(), definition, order.allowances(), order.verify());
            return session.execute(new Session.Work(run, definition, Command.PLAN, order.allowances()), List.of());
        }
    }

    /** What is known of a run before its workspace is. */
    private interface Begin {
        NewRun in(long workspaceId);
    }

    private Begin begin(RunOrder order, RunKind kind) {
        JobDefinition definition = order.definition();
        LocalDate date = order.date() == null ? today(definition) : order.date();
        List<String> input = Locations.absolute(order.input(), order.workingDirectory());
        if (needsFiles(kind, definition)) {
            Locations.require(definition, input, date);
        }
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
            JobDefinition stored = StoredDefinition.of(plan, today);
            session.checkWorkspace(stored);
            session.keep(plan, allowances);
            if (StoredDefinition.isEdited(stored, today)) {
                session.noteOnce(
                        plan,
                        "The definition has been edited since this plan was made; a plan is applied as it was made.");
            }
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

    /**
     * Tries again what a run was refused, for those people only and as the newest that is known of them asks for: records
     * that were kept, and the export as it is now.
     *
     * @throws NothingToRestartException where nobody was refused anything that could be tried again (exit 2)
     * @throws UnfinishedRunException when an earlier run is not finished (exit 2)
     */
    public RunSummary retryRejects(JobDefinition today, long number) {
        try (Session session = open(today)) {
            session.checkWorkspace(today);
            StoredRun earlier = Startable.retriable(session, number);
            Canary refused = new Canary(session.refused(earlier), OptionalLong.empty());
            RunOrder order =
                    new RunOrder(today, earlier.input(), Locations.base(today), null, Allowances.NONE, refused);
            NewRun fresh = begin(order, RunKind.RETRY).in(session.workspaceId());
            session.checkFiles(today, fresh);
            long run = session.begin(fresh, List.of(), today, Allowances.NONE, false);
            return session.execute(new Session.Work(run, today, Command.RUN, Allowances.NONE), List.of());
        }
    }

    /** What a stream's people were refused was kept with their records. */
    private static boolean needsFiles(RunKind kind, JobDefinition definition) {
        return kind != RunKind.RETRY || definition.source().mode() == Source.Mode.SNAPSHOT;
    }

    private RunSummary resume(Session session, StoredRun run, JobDefinition today) {
        around.progress()
                .say("Going on with run " + run.id() + " of " + run.job() + ", which was "
                        + (run.state().name().equals("STOPPED") ? "stopped" : "not finished") + ".");
        JobDefinition stored = StoredDefinition.of(run, today);
        if (!run.planWhole() && needsFiles(run.kind(), stored)) {
            Locations.require(stored, run.input(), run.date());
        }
        session.checkWorkspace(stored);
        return session.execute(new Session.Work(run.id(), stored, Command.RESTART, session.allowances(run)), List.of());
    }

    private Session open(JobDefinition definition) {
        return Session.open(around, definition);
    }

    private LocalDate today(JobDefinition definition) {
        return ZonedDateTime.now(around.clock().withZone(definition.timeZone())).toLocalDate();
    }
}
