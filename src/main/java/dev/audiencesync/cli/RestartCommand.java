package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code restart [RUN or JOB]}. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Goes on with the last failed, stopped or crashed run, with the definition it was begun with.",
        sortOptions = false)
final class RestartCommand implements Callable<Integer> {
    private static final int LOOKED_AT = 200;

    private final Console console;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN or JOB",
            description = "A run's number or a job; default: the last run that can be restarted.")
    private @Nullable String which;

    RestartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Home home = options.homeOf(which, console);
        EarlierRuns earlier = new EarlierRuns(home, console);
        StoredRun run = earlier.find(this::find)
                .orElseThrow(() -> new UsageException("Nothing to restart" + (which == null ? "" : " for " + which)
                        + " in " + earlier.place() + ". `"
                        + options.followUp(home, console).command("status") + "` shows the runs there are."));
        JobDefinition today = earlier.today(run);
        return new Execution(console, options, home, run)
                .carryOut(run.job(), service -> service.restart(today, run.id()));
    }

    private Optional<StoredRun> find(RunStore runs) {
        if (which != null && which.matches("\\d{1,18}")) {
            return runs.find(Long.parseLong(which));
        }
        return runs.latest(CommonOptions.jobName(which), LOOKED_AT).stream()
                .filter(StoredRun::unfinished)
                .findFirst();
    }
}
