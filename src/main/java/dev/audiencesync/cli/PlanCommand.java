package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.RunOrder;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.PlanMarkdown;
import dev.audiencesync.report.PlanText;
import dev.audiencesync.report.PlanView;
import dev.audiencesync.report.RunSummary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan JOB [input=… date=…]}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Plans a job's changes, shows them and keeps them; writes nothing to Intercom.",
            "Exit code 4 where the guard would stop `run`."
        },
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JobParameters parameters = new JobParameters();

    @Mixin
    private final CanaryOptions canary = new CanaryOptions();

    @Mixin
    private final PlanOutput output = new PlanOutput();

    @Mixin
    private final CommonOptions options = new CommonOptions();

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.requireOneForm(options);
        JobDefinition definition =
                new DefinitionLoader(console.environment()).load(options.definition(parameters.job(), console));
        RunOrder order = parameters.order(definition, Allowances.NONE, canary.chosen(), console);
        Home home = options.homeFor(definition.file(), console);
        Execution execution = new Execution(console, options, home);
        return execution.carryOut(
                definition.name(), service -> service.plan(order), summary -> print(summary, home, execution));
    }

    private int print(RunSummary summary, Home home, Execution execution) {
        Optional<PlanView> view = output.write(summary.run(), home, console);
        Path file = view.isPresent() ? output.file(console) : null;
        if (view.isPresent() && output.markdown() && !options.quiet()) {
            console.out().print(PlanMarkdown.render(view.get()));
            return summary.exitCode();
        }
        int exitCode = execution.print(file == null ? summary : summary.withPlanFile(file));
        if (!options.json() && !options.quiet()) {
            view.ifPresent(plan -> console.out().print("\n" + new PlanText(console.style()).changes(plan)));
        }
        return exitCode;
    }
}
