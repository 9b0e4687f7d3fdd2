package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.RunOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code run JOB [input=… date=…]}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plans a job's changes and applies them.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final CanaryOptions canary = new CanaryOptions();

    @Parameters(index = "0", paramLabel = "JOB", description = "A name under jobs/, or the path of a .yml file.")
    private String job = "";

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = {
                "input=PATH reads these files instead of the definition's location: a path or a glob, relative to the"
                        + " working directory; several with several input=.",
                "date=YYYY-MM-DD fills {date} in the location; default today in the job's time zone."
            })
    private List<String> parameters = new ArrayList<>();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        JobDefinition definition = new DefinitionLoader(console.environment()).load(options.definition(job, console));
        RunOrder order = order(definition);
        return new Execution(console, options, options.homeFor(definition.file(), console), options.sandbox())
                .carryOut(service -> service.run(order));
    }

    private RunOrder order(JobDefinition definition) {
        List<String> input = new ArrayList<>();
        LocalDate date = null;
        for (String parameter : parameters) {
            if (parameter.startsWith("input=") && parameter.length() > "input=".length()) {
                input.add(parameter.substring("input=".length()));
            } else if (parameter.startsWith("date=") && date == null) {
                date = date(parameter.substring("date=".length()));
            } else {
                throw new UsageException("`" + parameter + "` is no parameter of run: it takes input=PATH and, once,"
                        + " date=YYYY-MM-DD.");
            }
        }
        return new RunOrder(definition, input.isEmpty() ? null : input, console.workingDirectory(), date)
                .restrictedTo(canary.chosen());
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException("date=" + text + " is no date: write it as 2026-11-20.");
        }
    }
}
