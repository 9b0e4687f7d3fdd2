package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.plan.Allowances;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code apply PLAN}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Carries out just what a plan holds, or goes on with doing so.",
            "Exit code 4, with nothing written, where the plan has gone stale or the guard stops it."
        },
        sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "PLAN",
            description = "The number that plan gave it; also that of a run the guard stopped.")
    private long plan;

    @Mixin
    private final GuardOptions guard = new GuardOptions();

    @Mixin
    private final CommonOptions options = new CommonOptions();

    ApplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Allowances allowances = guard.allowances();
        Home home = options.home(console);
        EarlierRuns earlier = new EarlierRuns(home, console);
        StoredRun run = earlier.find(runs -> runs.find(plan))
                .orElseThrow(() -> new UsageException("There is no plan " + plan + " in " + earlier.place() + ". `"
                        + options.followUp(home, console).command("status") + "` shows what there is."));
        JobDefinition today = earlier.today(run);
        return new Execution(console, options, home, run)
                .carryOut(run.job(), service -> service.apply(today, run.id(), allowances));
    }
}
