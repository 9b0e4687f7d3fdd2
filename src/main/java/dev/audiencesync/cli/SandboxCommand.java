package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sandbox [--port N]}: the simulator on its own. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description =
                "Serves the simulator of Intercom on loopback until it is stopped. Its state is the home's, the same"
                        + " that --sandbox uses.",
        sortOptions = false)
final class SandboxCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Default: a free one.")
    private int port;

    @Option(
            names = "--latency",
            paramLabel = "MILLIS[-MILLIS]",
            defaultValue = "0",
            description = "How long answers take: a number, or a range to draw from. Default: 0.")
    private String latency = "0";

    @Option(
            names = "--index-lag",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long search does not see a new or changed contact. Default: 0.")
    private int indexLag;

    @Option(
            names = "--rate-limit",
            paramLabel = "CALLS",
            defaultValue = "10000",
            description = "Calls a minute. Default: ${DEFAULT-VALUE}.")
    private int rateLimit;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB",
            description = "A job whose custom attributes are defined, as you would in Intercom's settings.")
    private @Nullable String job;

    SandboxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        JobDefinition definition =
                job == null ? null : new DefinitionLoader(console.environment()).load(options.definition(job, console));
        Home home = definition == null ? options.home(console) : options.homeFor(definition.file(), console);
        home.create();
        String[] range = latency.split("-", 2);
        SandboxOptions settings = SandboxOptions.defaults()
                .withPort(port)
                .withStateFile(home.sandboxState())
                .withLatency(millis(range[0]), millis(range[range.length - 1]))
                .withIndexLag(Duration.ofSeconds(indexLag))
                .withRateLimitPerMinute(rateLimit);
        if (definition != null) {
            settings = SandboxAttributes.define(settings, definition);
        }
        StopSignal stop = new StopSignal();
        try (Termination termination = Termination.watch(stop);
                Sandbox sandbox = Sandbox.start(settings)) {
            console.out().println("Sandbox at " + sandbox.baseUrl() + " (state in " + home.sandboxState() + ")");
            console.out()
                    .println("Look: " + sandbox.baseUrl() + "/_sandbox/contacts, /_sandbox/tags, /_sandbox/counts");
            stop.await();
            return termination.exitCode(ExitCode.DONE);
        }
    }

    private static Duration millis(String text) {
        try {
            return Duration.ofMillis(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new UsageException("--latency " + text + " is no number of milliseconds.");
        }
    }
}
