package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.intercom.Timeouts;
import dev.audiencesync.intercom.Waiter;
import dev.audiencesync.job.Connection;
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
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxCounts;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** A home, jobs, exports and a workspace, all of one test's own. */
final class NightWorld implements AutoCloseable {
    private static final String GOOD_TOKEN = "good";

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
        return in(root, options, TestDatabase.standard()::of);
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

    static String goodToken() {
        return GOOD_TOKEN;
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
        export(job, "visitors.json", records);
        return runWithModel(job, records);
    }

    /** Adds a file to the job's exports, then runs it, and the model with that file's records. */
    RunSummary nightWith(String file, JobSpec job, Visitor... records) {
        addExport(job, file, records);
        return runWithModel(job, records);
    }

    private RunSummary runWithModel(JobSpec job, Visitor... records) {
        RunSummary summary = run(job);
        model.night(job, Arrays.asList(records));
        return summary;
    }

    void export(JobSpec job, String file, Visitor... records) {
        removeExports(job);
        addExport(job, file, records);
    }

    /** A file as it is to stand there. */
    void exportText(JobSpec job, String file, String text) {
        removeExports(job);
        addText(job, file, text);
    }

    void addText(JobSpec job, String file, String text) {
        write(exports(job).resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where a file of the job's exports stands. */
    Path exportFile(JobSpec job, String file) {
        return exports(job).resolve(file);
    }

    void removeExports(JobSpec job) {
        Path folder = exports(job);
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path old : files.toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addExport(JobSpec job, String file, Visitor... records) {
        byte[] lines = Arrays.stream(records)
                .map(Visitor::json)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        write(exports(job).resolve(file), file.endsWith(".gz") ? gzip(lines) : lines);
    }

    /** Cuts the end off a file. */
    void truncate(JobSpec job, String file, int by) {
        Path path = exports(job).resolve(file);
        try {
            byte[] whole = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(whole, whole.length - by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return new Progress() {
            private Phase phase = Phase.READ;

            @Override
            public void begin(Phase begun, long total) {
                phase = begun;
            }

            @Override
            public void advance(long count) {}

            @Override
            public void end(String result) {
                if (phase == Phase.PLAN) {
                    clock.failFor(Thread.currentThread(), 1, new Breaking.Break("broken once planned"));
                }
            }

            @Override
            public void say(String message) {}
        };
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
                home, database, new SandboxSource(), progress, stop, clock, new Waiting(waiter(stop), timeouts));
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
        write(file, yaml.getBytes(StandardCharsets.UTF_8));
        return new DefinitionLoader(name -> "never sent").load(file);
    }

    /** The run as {@code status} shows it. */
    RunRow statusOf(long run) {
        return look(store -> new RunHistory(store, workspace -> false).find(run).orElseThrow());
    }

    /** The first column of what a query of the store answers. */
    List<String> stored(String sql) {
        return look(store -> store.queryForList(sql, String.class));
    }

    /** Does something to the store, or asks it something. */
    <T> T look(Function<JdbcTemplate, T> question) {
        try (Store store = database.openToLook(new StoreWait(clock, Duration.ofSeconds(10)))
                .orElseThrow()) {
            return question.apply(new JdbcTemplate(store.dataSource()));
        }
    }

    private Path exports(JobSpec job) {
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

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class SandboxSource implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            return new Connection() {
                @Override
                public URI baseUrl() {
                    return address;
                }

                @Override
                public String token() {
                    return token.get();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean isSandbox() {
            return true;
        }
    }
}
