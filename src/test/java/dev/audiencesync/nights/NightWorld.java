package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.intercom.Timeouts;
import dev.audiencesync.intercom.Waiter;
import dev.audiencesync.job.RunOrder;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.job.SyncService;
import dev.audiencesync.job.Waiting;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxCounts;
import dev.audiencesync.sandbox.SandboxOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** A home, jobs, exports and a workspace, all of one test's own. */
final class NightWorld implements Exporting, Stored, AutoCloseable {
    static final String GOOD_TOKEN = "good";

    private final Path root;
    private final Home home;
    private final Database database;
    private final Sandbox sandbox;
    private final OffsetClock clock;
    private final Model model = new Model();
    private final AtomicReference<Runnable> atNextCall = new AtomicReference<>(() -> {});
    private final Pauses pauses;
    private final Map<String, String> texts = new HashMap<>();
    private URI address;
    private Timeouts timeouts = Timeouts.DEFAULTS;
    private volatile Supplier<String> token = () -> GOOD_TOKEN;
    private SandboxCounts before;
    private Allowances allowances = Allowances.NONE;

    private NightWorld(Path root, SandboxOptions options, Function<Home, Database> database, OffsetClock clock) {
        this.root = root;
        this.home = new Home(root.resolve("home"));
        this.database = database.apply(home);
        this.clock = clock;
        this.sandbox = Sandbox.start(options.withClock(clock).withToken(GOOD_TOKEN));
        this.before = sandbox.counts();
        this.pauses = new Pauses(clock);
        this.address = sandbox.baseUrl();
    }

    static NightWorld in(Path root) {
        return in(root, SandboxOptions.defaults());
    }

    static NightWorld in(Path root, SandboxOptions options) {
        return in(root, options, TestDatabase.standard()::made);
    }

    /** @param database of the world's home */
    static NightWorld in(Path root, SandboxOptions options, Function<Home, Database> database) {
        return new NightWorld(root, options.withAttribute("plan", AttributeType.STRING), database, new OffsetClock());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Model model() {
        return model;
    }

    Home home() {
        return home;
    }

    void later(Duration time) {
        clock.advance(time);
    }

    /** Breaks a run at the phase's n-th point, from 1; applying has one for untags, one for writes, one for tags. */
    Breaking breaking(Progress.Phase where, int advance) {
        return new Breaking(where, advance, clock);
    }

    /** From now on, every run lets these pass. */
    void letPass(GuardName... guards) {
        letPass(new Allowances(Map.of(), Set.of(guards)));
    }

    void letPass(Allowances given) {
        allowances = given;
    }

    /** From now on, every call is refused. */
    void revokeToken() {
        sandbox.faults().answer("", 401);
    }

    /** Does something once, as the next call is made. */
    void atNextCall(Runnable deed) {
        atNextCall.set(deed);
    }

    void renewToken() {
        sandbox.faults().clear();
    }

    /** Where the token that the sandbox takes is not what stands there at first. */
    void token(Supplier<String> standsThere) {
        token = standsThere;
    }

    /** What long waits come to: nobody waits for them, the clock is put forward. */
    Pauses pauses() {
        return pauses;
    }

    /** From now on, runs reach the sandbox by this way, and wait for no answer longer than this. */
    void reach(URI by, Duration answer) {
        address = by;
        timeouts = new Timeouts(Duration.ofSeconds(10), answer);
    }

    /** Replaces the job's exports with one file, then runs it and the model. */
    RunSummary night(JobSpec job, Visitor... records) {
        removeExports(job);
        return nightWith("visitors.json", job, records);
    }

    /** Adds a file to the job's exports, then runs it, and the model with that file's records. */
    RunSummary nightWith(String file, JobSpec job, Visitor... records) {
        addExport(job, file, records);
        RunSummary summary = run(job);
        model.night(job, Arrays.asList(records));
        return summary;
    }

    RunSummary run(JobSpec job) {
        return run(job, Progress.SILENT);
    }

    RunSummary run(JobSpec job, Progress progress) {
        return run(job, progress, new StopSignal());
    }

    RunSummary run(JobSpec job, Progress progress, StopSignal stop) {
        before = sandbox.counts();
        return service(progress, stop).run(order(job, allowances, Canary.EVERYBODY));
    }

    /** Runs the job, letting something pass the guard. */
    RunSummary run(JobSpec job, Allowances allowances) {
        before = sandbox.counts();
        return service(Progress.SILENT, new StopSignal()).run(order(job, allowances, Canary.EVERYBODY));
    }

    /** Runs the job with files that the command names. */
    RunSummary run(JobSpec job, List<String> input) {
        before = sandbox.counts();
        return service(Progress.SILENT, new StopSignal())
                .run(new RunOrder(definition(job), input, root, null, allowances, Canary.EVERYBODY));
    }

    /** A run that is for some people only. */
    RunSummary run(JobSpec job, Canary canary, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).run(order(job, allowances, canary));
    }

    /** Runs the job, which verifies whether it is due or not. */
    RunSummary verify(JobSpec job) {
        return verify(job, Progress.SILENT, new StopSignal());
    }

    RunSummary verify(JobSpec job, Progress progress, StopSignal stop) {
        before = sandbox.counts();
        return service(progress, stop).run(verifying(job));
    }

    /** Plans the job, which verifies likewise. */
    RunSummary planVerified(JobSpec job) {
        before = sandbox.counts();
        return service(Progress.SILENT, new StopSignal()).plan(verifying(job));
    }

    private RunOrder verifying(JobSpec job) {
        return new RunOrder(definition(job), null, root, null, allowances, Canary.EVERYBODY, true);
    }

    private RunOrder order(JobSpec job, Allowances allowances, Canary canary) {
        return new RunOrder(definition(job), null, root, null, allowances, canary);
    }

    RunSummary plan(JobSpec job) {
        return plan(job, Progress.SILENT);
    }

    RunSummary plan(JobSpec job, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).plan(order(job, allowances, Canary.EVERYBODY));
    }

    /** Breaks a command as it comes to note that the plan it has made is its end. */
    Progress breakingOncePlanned() {
        return new OncePlanned(
                () -> clock.failFor(Thread.currentThread(), 1, new Breaking.Break("broken once planned")));
    }

    RunSummary apply(JobSpec job, long plan) {
        return apply(job, plan, allowances, Progress.SILENT);
    }

    RunSummary apply(JobSpec job, long plan, Allowances allowances, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).apply(definition(job), plan, allowances);
    }

    RunSummary restart(JobSpec job) {
        return restart(job, Progress.SILENT);
    }

    RunSummary restart(JobSpec job, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).restart(definition(job), null);
    }

    RunSummary retryRejects(JobSpec job, long run) {
        return retryRejects(job, run, Progress.SILENT);
    }

    RunSummary retryRejects(JobSpec job, long run, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).retryRejects(definition(job), run);
    }

    private SyncService service(Progress progress, StopSignal stop) {
        return new SyncService(
                home,
                database,
                new SandboxSource(() -> address, () -> token.get()),
                progress,
                stop,
                clock,
                new Waiting(waiter(stop), timeouts));
    }

    private Waiter waiter(StopSignal stop) {
        Waiter pausing = pauses.unless(stop);
        return time -> {
            atNextCall.getAndSet(() -> {}).run();
            pausing.await(time);
        };
    }

    /** Runs a job whose definition is this text, on the job's exports. */
    RunSummary run(JobSpec job, String yaml) {
        return run(job, yaml, Progress.SILENT);
    }

    RunSummary run(JobSpec job, String yaml, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal())
                .run(new RunOrder(definition(job, yaml), null, root, null, allowances, Canary.EVERYBODY));
    }

    JobDefinition definition(JobSpec job) {
        return definition(job, texts.getOrDefault(job.name(), job.yaml()));
    }

    /** From now on, the job's definition is this text, whatever its spec says. */
    void define(JobSpec job, String yaml) {
        texts.put(job.name(), yaml);
    }

    private JobDefinition definition(JobSpec job, String yaml) {
        Path file = root.resolve("jobs").resolve(job.name() + ".yml");
        Exporting.write(file, yaml.getBytes(StandardCharsets.UTF_8));
        return new DefinitionLoader(name -> "never sent").load(file);
    }

    @Override
    public Store openToLook() {
        return database.openToLook(new StoreWait(clock, Duration.ofSeconds(10))).orElseThrow();
    }

    @Override
    public Path exports(JobSpec job) {
        return root.resolve("exports").resolve(job.name());
    }

    /** What the sandbox answered during the last run or restart. */
    Spent spent() {
        return Spent.between(before, sandbox.counts());
    }

    List<Held> held() {
        return sandbox.contacts().stream()
                .filter(contact -> contact.active() && contact.role().equals("user"))
                .map(Held::of)
                .toList();
    }

    void assertAsModelled() {
        assertThat(held()).containsExactlyInAnyOrderElementsOf(model.held());
    }

    /** The id of the contact with the external id. */
    String idOf(String externalId) {
        return sandbox.contacts().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
