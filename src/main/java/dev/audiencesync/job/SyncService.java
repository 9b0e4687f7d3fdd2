package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.plan.ReleaseScope;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts and restarts runs: one command's way from the locks to the summary.
 *
 * <p>A run that was begun and not finished is never left behind. In stream mode the next run finishes it first; in
 * snapshot mode the next run replaces it, for the ledger holds what was done and the new export says everything anew.
 */
public final class SyncService {
    private final Home home;
    private final Connection.Source connections;
    private final Progress progress;
    private final StopSignal stop;
    private final Clock clock;

    public SyncService(Home home, Connection.Source connections, Progress progress, StopSignal stop, Clock clock) {
        this.home = home;
        this.connections = connections;
        this.progress = progress;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Plans and applies.
     *
     * @throws NoExportException when no file is there to read (exit 2)
     * @throws AlreadyRunningException when the job runs already (exit 5)
     */
    public RunSummary run(RunOrder order) {
        JobDefinition definition = order.definition();
        ReleaseScope.check(definition);
        LocalDate date = order.date() == null ? today(definition) : order.date();
        List<String> input = order.input() == null ? null : absolute(order.input(), order.workingDirectory());
        requireFiles(definition, input, date);
        try (Session session = open(definition)) {
            session.checkWorkspace(definition);
            List<StoredRun> unfinished = session.runs().unfinished(session.workspaceId(), definition.name());
            List<RunSummary> resumed = new ArrayList<>();
            if (definition.source().mode() == Source.Mode.STREAM) {
                for (StoredRun earlier : unfinished) {
                    RunSummary summary = resume(session, earlier, definition);
                    if (!isDone(summary)) {
                        return summary;
                    }
                    resumed.add(summary);
                }
            }
            List<StoredRun> replaced = definition.source().mode() == Source.Mode.SNAPSHOT ? unfinished : List.of();
            long run = session.begin(newRun(session, order, input, date), replaced, definition);
            return session.execute(run, definition, "run", resumed);
        }
    }

    private NewRun newRun(Session session, RunOrder order, @Nullable List<String> input, LocalDate date) {
        JobDefinition definition = order.definition();
        return new NewRun(
                session.workspaceId(),
                definition.name(),
                definition.source().mode().name(),
                definition.file(),
                definition.text(),
                input,
                date,
                connections.isSandbox(),
                order.canary());
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
            StoredRun run = restartable(session, today.name(), number);
            return resume(session, run, today);
        }
    }

    private StoredRun restartable(Session session, String job, @Nullable Long number) {
        List<StoredRun> unfinished = session.runs().unfinished(session.workspaceId(), job);
        Optional<StoredRun> chosen = unfinished.stream()
                .filter(run -> number == null || run.id() == number)
                .reduce((earlier, later) -> later);
        return chosen.orElseThrow(() -> new NothingToRestartException(
                number == null
                        ? "The job " + job
                                + " has no failed, stopped or crashed run in this workspace: nothing to restart."
                        : whyNot(session, number)));
    }

    private static String whyNot(Session session, long number) {
        return session.runs()
                .find(number)
                .map(run -> run.state().unfinished()
                        ? "Run " + number + " belongs to the workspace " + run.workspace()
                                + ", and this token opens another one. Restart it with that workspace's token."
                        : "Run " + number + " of " + run.job() + " is " + run.state()
                                + ": there is nothing left of it to do.")
                .orElse("There is no run " + number + " in this home.");
    }

    private RunSummary resume(Session session, StoredRun run, JobDefinition today) {
        progress.say("Going on with run " + run.id() + " of " + run.job() + ", which was "
                + (run.state().name().equals("STOPPED") ? "stopped" : "not finished") + ".");
        JobDefinition stored = session.storedDefinition(run, today);
        if (!run.planWhole()) {
            requireFiles(stored, run.input(), run.date());
        }
        session.checkWorkspace(stored);
        return session.execute(run.id(), stored, "restart", List.of());
    }

    private static boolean isDone(RunSummary summary) {
        return summary.status() == RunStatus.COMPLETED;
    }

    private Session open(JobDefinition definition) {
        RunLock lock = RunLock.take(home, definition.name(), clock.instant(), stop, progress);
        return Session.open(lock, home, definition, connections, progress, stop, clock);
    }

    private LocalDate today(JobDefinition definition) {
        return ZonedDateTime.now(clock.withZone(definition.timeZone())).toLocalDate();
    }

    private static List<String> absolute(List<String> input, Path workingDirectory) {
        return input.stream()
                .map(location -> location.startsWith("/") ? location : workingDirectory + "/" + location)
                .toList();
    }

    /**
     * Before anything is begun: a path that names nothing is a mistake in the command or in the definition, and of a
     * snapshot each part has to be there, or whoever is in the missing one would look as if they had left.
     */
    private static void requireFiles(JobDefinition definition, @Nullable List<String> input, LocalDate date) {
        List<String> locations = Locations.of(definition, input, date);
        try {
            ExportFiles found = ExportFiles.find(locations, Locations.base(definition));
            boolean eachHasToBeThere = input != null || definition.source().mode() == Source.Mode.SNAPSHOT;
            if (found.files().isEmpty()
                    || (eachHasToBeThere && !found.unmatched().isEmpty())) {
                throw new NoExportException(definition, found.unmatched(), input != null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for export files: " + e.getMessage(), e);
        }
    }
}
