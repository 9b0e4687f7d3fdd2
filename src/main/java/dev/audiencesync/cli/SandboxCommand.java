package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.person.Amount;
import dev.audiencesync.sandbox.Fault;
import dev.audiencesync.sandbox.FaultTally;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final long HIGHEST_SEED = 1_000_000;

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

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = {
                "What goes wrong with which calls, to rehearse a bad night; any number of times.",
                "WHAT:HOW_OFTEN [of OPERATION] [after N] [about TEXT]",
                "WHAT: 400 to 599 (a status in place of the call; 429 tells no rate limit), html (a 502 page), outage"
                        + " (connection closed, nothing done), hang (no answer, nothing done), drop (done, but the"
                        + " connection is closed), reset (done, but closed in mid-answer), truncated (done, but half of"
                        + " the JSON), slow TIME[-TIME] (done, answered later).",
                "HOW_OFTEN: 2%%, next 5, calls 10-20, 30s (from the first such call on), always. Times are 500ms, 30s,"
                        + " 5m.",
                "OPERATION: create, update, get, search, list, tag, untag, unarchive, me, read, write.",
                "Such as: --fault 503:2%% --fault \"drop:1%% of create\" --fault \"outage:30s after 100\""
            })
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the chances of an earlier start, which has printed it. Default: another each time.")
    private @Nullable Long seed;

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
        SandboxOptions asked = settings();
        home.create();
        SandboxOptions given = SandboxName.give(asked, home, Database.of(home, console.environment()));
        SandboxOptions settings = definition == null ? given : SandboxAttributes.define(given, definition);
        StopSignal stop = new StopSignal();
        try (Termination termination = Termination.watch(stop, () -> {});
                Sandbox sandbox = Sandbox.start(settings)) {
            console.out().println("Sandbox at " + sandbox.baseUrl() + " (state in " + home.sandboxState() + ")");
            console.out()
                    .println("Look: " + sandbox.baseUrl() + "/_sandbox/contacts, /_sandbox/tags, /_sandbox/counts,"
                            + " /_sandbox/faults");
            if (!settings.faults().isEmpty()) {
                console.out()
                        .println("Goes wrong: " + String.join(" · ", faults) + " (the same again: --seed "
                                + settings.seed() + ")");
            }
            console.out().flush();
            stop.await();
            sandbox.faults().tallies().forEach(this::print);
            return termination.end(() -> ExitCode.DONE);
        }
    }

    private void print(FaultTally tally) {
        console.out()
                .println("Went wrong: " + tally.fault() + " befell " + Amount.number(tally.struck()) + " of "
                        + Amount.calls(tally.calls()));
    }

    private List<Fault> faults() {
        try {
            return faults.stream().map(Fault::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(Objects.requireNonNull(e.getMessage(), "It says what is wrong"));
        }
    }

    private SandboxOptions settings() {
        require(port >= 0 && port <= 65_535, "--port " + port + " is no port: give 1 to 65535, or 0 for a free one.");
        require(indexLag >= 0, "--index-lag " + indexLag + " is no time: give 0 or more seconds.");
        require(rateLimit >= 1, "--rate-limit " + rateLimit + " allows nothing: give 1 or more calls a minute.");
        Matcher range = MILLIS.matcher(latency);
        require(
                range.matches(),
                "--latency " + latency + " is neither a number of milliseconds nor a range such as 100-500.");
        Duration least = Duration.ofMillis(Long.parseLong(range.group(1)));
        Duration most = range.group(2) == null ? least : Duration.ofMillis(Long.parseLong(range.group(2)));
        require(least.compareTo(most) <= 0, "--latency " + latency + " ends before it begins: the less comes first.");
        return SandboxOptions.defaults()
                .withPort(port)
                .withLatency(least, most)
                .withIndexLag(Duration.ofSeconds(indexLag))
                .withRateLimitPerMinute(rateLimit)
                .withSeed(seed == null ? ThreadLocalRandom.current().nextLong(HIGHEST_SEED) : seed)
                .withFaults(faults());
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new UsageException(otherwise);
        }
    }
}
