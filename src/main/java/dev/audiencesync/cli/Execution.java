package dev.audiencesync.cli;

import dev.audiencesync.job.Connection;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.job.SyncService;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.SummaryJson;
import dev.audiencesync.report.SummaryText;
import java.util.function.Function;

/** Carries out a command that runs a job: progress, signals, summary, exit code. */
final class Execution {
    private final Console console;
    private final CommonOptions options;
    private final Home home;
    private final boolean sandbox;

    Execution(Console console, CommonOptions options, Home home, boolean sandbox) {
        this.console = console;
        this.options = options;
        this.home = home;
        this.sandbox = sandbox;
    }

    int carryOut(Function<SyncService, RunSummary> command) {
        home.create();
        LogFile.open(home);
        StopSignal stop = new StopSignal();
        try (Termination termination = Termination.watch(stop)) {
            RunSummary summary = summary(command, stop);
            print(summary);
            return termination.exitCode(summary.exitCode());
        }
    }

    private RunSummary summary(Function<SyncService, RunSummary> command, StopSignal stop) {
        try (Progress progress = ConsoleProgress.of(
                options.quiet(), console.terminal(), console.style(), console.err(), console.clock())) {
            Connection.Source connections = Connections.of(console, options, home, sandbox);
            return command.apply(new SyncService(home, connections, progress, stop, console.clock()));
        }
    }

    private void print(RunSummary summary) {
        if (options.json()) {
            console.out().println(SummaryJson.render(summary));
        } else if (!options.quiet()) {
            console.out().print(new SummaryText(console.style()).render(summary));
        }
    }
}
