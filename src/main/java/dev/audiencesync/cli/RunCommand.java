package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.RunOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run JOB [input=… date=…]}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plans a job's changes and applies them.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JobParameters parameters = new JobParameters();

    @Mixin
    private final GuardOptions guard = new GuardOptions();

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final CanaryOptions canary = new CanaryOptions();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        JobDefinition definition =
                new DefinitionLoader(console.environment()).load(options.definition(parameters.job(), console));
        RunOrder order = parameters.order(definition, guard.allowances(), canary.chosen(), console);
        return new Execution(console, options, options.homeFor(definition.file(), console))
                .carryOut(definition.name(), service -> service.run(order));
    }
}
