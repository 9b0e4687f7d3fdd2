package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.StoredRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retry-rejects RUN}. */
@Command(
        name = "retry-rejects",
        mixinStandardHelpOptions = true,
        description = {
            "Tries again what a run was refused, for those people only, as a run of its own: with today's definition",
            "and the newest that is known of them. In a snapshot that includes records that could not be used."
        },
        sortOptions = false)
final class RetryRejectsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN", description = "The number of the run that was refused something.")
    private long run;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    RetryRejectsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Home home = options.home(console);
        EarlierRuns earlier = new EarlierRuns(home, console);
        StoredRun refused = earlier.find(runs -> runs.find(run))
                .orElseThrow(() -> EarlierRuns.unknown(run, home, options.followUp(home, console)));
        JobDefinition today = earlier.today(refused);
        return new Execution(console, options, home, refused)
                .carryOut(refused.job(), service -> service.retryRejects(today, run));
    }
}
