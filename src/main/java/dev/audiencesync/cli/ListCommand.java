package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.JobRow;
import dev.audiencesync.report.JobsJson;
import dev.audiencesync.report.JobsText;
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list}: the jobs there are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the jobs with their last run and how it stands.",
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Home home = options.home(console);
        List<JobRow> rows = options.jobNames(console).stream()
                .sorted()
                .map(job -> new JobRow(job, problem(job), last(home, job)))
                .toList();
        if (options.json()) {
            console.out().println(JobsJson.render(rows, options.followUp(home, console)));
        } else if (!options.quiet()) {
            console.out()
                    .print(new JobsText(console.style(), ZoneId.systemDefault(), options.followUp(home, console))
                            .render(rows));
        }
        return ExitCode.DONE;
    }

    /** What is wrong with the definition; null where it can be run. */
    private @Nullable String problem(String job) {
        Path file = options.definitionFile(job, console);
        try {
            new DefinitionLoader(console.environment()).load(file);
            return null;
        } catch (DefinitionException e) {
            return e.getMessage();
        }
    }

    private @Nullable RunRow last(Home home, String job) {
        return new EarlierRuns(home, console)
                .<Optional<RunRow>>lookAlive((template, live) -> template == null
                        ? Optional.empty()
                        : new RunHistory(template, live::turnIsTaken)
                                .latest(job, 1).stream().findFirst())
                .orElse(null);
    }
}
