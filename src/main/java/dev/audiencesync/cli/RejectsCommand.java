package dev.audiencesync.cli;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.RejectList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rejects RUN}. Works beside a live run and never disturbs it. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        description = "Shows whom a run was refused what, and why; it names people.",
        sortOptions = false)
final class RejectsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's number.")
    private long run;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    RejectsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Home home = options.home(console);
        FollowUp followUp = options.followUp(home, console);
        String text = new EarlierRuns(home, console)
                .look(template -> new RunStore(template).find(run).map(found -> {
                    RejectList rejects = new RejectList(template);
                    return options.json() ? rejects.json(found) + "\n" : rejects.text(found, followUp);
                }))
                .orElseThrow(() -> EarlierRuns.unknown(run, home, followUp));
        if (!options.quiet()) {
            console.out().print(text);
        }
        return ExitCode.DONE;
    }
}
