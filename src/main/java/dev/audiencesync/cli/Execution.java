package dev.audiencesync.cli;

import dev.audiencesync.job.AlreadyRunningException;
import dev.audiencesync.job.Connection;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.job.SyncService;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.SummaryJson;
import dev.audiencesync.report.SummaryText;
import java.net.URI;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out a command that runs a job: progress, signals, summary, exit code. */
final class Execution {
    private final Console console;
    private final CommonOptions options;
    private final Home home;
    private final Database database;
    private final boolean sandbox;
    private final @Nullable URI earlier;
    private final ErrorReport errors;
    private final FollowUp followUp;

    /** For a new run. */
    Execution(Console console, CommonOptions options, Home home) {
        this(console, options, home, options.sandbox(), null);
    }

    /** For going on with an earlier run, where that one went. */
    Execution(Console console, CommonOptions options, Home home, StoredRun run) {
        this(console, options, home, run.sandbox(), run.baseUrl());
    }

    private Execution(Console console, CommonOptions options, Home home, boolean sandbox, @Nullable URI earlier) {
        this.console = console;
        this.options = options;
        this.home = home;
        this.database = Database.of(home, console.environment());
        this.sandbox = sandbox;
        this.earlier = earlier;
        this.errors = new ErrorReport(console, options.json());
        this.followUp = options.followUp(home, console);
    }

    int carryOut(String job, Function<SyncService, RunSummary> command) {
        return carryOut(job, command, this::print);
    }

    /** @param print shows the summary and says what to exit with */
    int carryOut(String job, Function<SyncService, RunSummary> command, ToIntFunction<RunSummary> print) {
        home.create();
        if (!home.isPrivate()) {
            console.err()
                    .println("audience-sync: warning: others can read the home folder " + home.directory()
                            + ", which holds people's data. Give the job a folder of its own with --home, mode 0700.");
        }
        LogFile.open(home);
        StopSignal stop = new StopSignal();
        try (Termination termination = Termination.watch(stop, () -> cutOff(job))) {
            return outcome(command, stop, termination, print);
        }
    }

    /** The last word comes before the termination is closed: from then on a signal that came meanwhile ends the process. */
    private int outcome(
            Function<SyncService, RunSummary> command,
            StopSignal stop,
            Termination termination,
            ToIntFunction<RunSummary> print) {
        RunSummary summary;
        try {
            summary = summary(command, stop);
        } catch (AlreadyRunningException e) {
            String status = followUp.command("status " + e.job());
            return termination.end(
                    () -> errors.print(e.getMessage() + " See `" + status + "`.", ExitCode.ALREADY_RUNNING));
        } catch (RuntimeException e) {
            // The last stop for every failure: the operator is told of it, whatever it is.
            return termination.end(() -> errors.print(e));
        }
        return termination.end(() -> print.applyAsInt(summary));
    }

    private RunSummary summary(Function<SyncService, RunSummary> command, StopSignal stop) {
        try (Progress progress = ConsoleProgress.of(
                options.quiet(), console.terminal(), console.style(), console.err(), console.clock())) {
            Connection.Source connections = Connections.of(console, options, home, database, sandbox, earlier);
            return command.apply(new SyncService(home, database, connections, progress, stop, console.clock()));
        }
    }

    /** Shows the summary as the options ask for. */
    int print(RunSummary summary) {
        if (options.json()) {
            console.out().println(SummaryJson.render(summary));
        } else if (!options.quiet()) {
            console.out().print(new SummaryText(console.style(), followUp).render(summary));
        }
        return summary.exitCode();
    }

    private void cutOff(String job) {
        errors.print(
                "Stopped by a signal, and what was under way was cut off before it ended. What was done is known or"
                        + " will be found out; go on with `"
                        + followUp.command("restart " + job + (sandbox ? " --sandbox" : "")) + "`.",
                ExitCode.STOPPED);
    }
}
