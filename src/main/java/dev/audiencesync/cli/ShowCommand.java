package dev.audiencesync.cli;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.PlanJson;
import dev.audiencesync.report.PlanView;
import dev.audiencesync.report.PlanViews;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show PLAN|RUN}. Works beside a live run and never disturbs it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the plan of a run: totals, tags, the first changes of each kind, the guard's verdict.",
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PLAN or RUN", description = "A plan's or a run's number.")
    private long run;

    @Mixin
    private final PlanOutput output = new PlanOutput();

    @Mixin
    private final CommonOptions options = new CommonOptions();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.requireOneForm(options);
        Home home = options.home(console);
        String text = text(home)
                .orElseThrow(() -> new UsageException("Run " + run + " in " + new EarlierRuns(home, console).place()
                        + " does not exist, or has no whole plan. `"
                        + options.followUp(home, console).command("status") + "` shows what there is."));
        if (options.json() || !options.quiet()) {
            console.out().print(text);
        }
        return ExitCode.DONE;
    }

    private Optional<String> text(Home home) {
        if (options.json()) {
            return new EarlierRuns(home, console)
                    .look(template ->
                            new PlanViews(template).of(run).map(view -> new PlanJson(template).text(view) + "\n"));
        }
        Optional<PlanView> view = output.write(run, home, console);
        return view.map(plan -> output.whole(plan, console));
    }
}
