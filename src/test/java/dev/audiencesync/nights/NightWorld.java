package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.Connection;
import dev.audiencesync.job.RunOrder;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.job.SyncService;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** A home, jobs, exports and a workspace, all of one test's own. */
final class NightWorld implements AutoCloseable {
    private static final String GOOD_TOKEN = "good";

    private final Path root;
    private final Home home;
    private final Sandbox sandbox;
    private final OffsetClock clock;
    private final Model model = new Model();
    private volatile String token = GOOD_TOKEN;
    private SandboxCounts before;
    private Allowances allowances = Allowances.NONE;

    private NightWorld(Path root, SandboxOptions options, OffsetClock clock) {
        this.root = root;
        this.home = new Home(root.resolve("home"));
        this.clock = clock;
        this.sandbox = Sandbox.start(options.withClock(clock).withToken(GOOD_TOKEN));
        this.before = sandbox.counts();
    }

    static NightWorld in(Path root) {
        return in(root, SandboxOptions.defaults());
    }

    static NightWorld in(Path root, SandboxOptions options) {
        return new NightWorld(root, options.withAttribute("plan", AttributeType.STRING), new OffsetClock());
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
        allowances = new Allowances(Map.of(), Set.of(guards));
    }

    void revokeToken() {
        token = "revoked";
    }

    void renewToken() {
        token = GOOD_TOKEN;
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
        emptyFolder(job);
        addExport(job, file, records);
    }

    /** A file as it is to stand there. */
    void exportText(JobSpec job, String file, String text) {
        emptyFolder(job);
        addText(job, file, text);
    }

    void addText(JobSpec job, String file, String text) {
        write(exports(job).resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private void emptyFolder(JobSpec job) {
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

    /** A run that is for some people only. */
    RunSummary run(JobSpec job, Canary canary, Progress progress) {
        before = sandbox.counts();
        return service(progress, new StopSignal()).run(order(job, allowances, canary));
    }

    private RunOrder order(JobSpec job, Allowances allowances, Canary canary) {
        return new RunOrder(definition(job), null, root, null, allowances, canary);
    }

    RunSummary plan(JobSpec job) {
        before = sandbox.counts();
        return service(Progress.SILENT, new StopSignal()).plan(order(job, allowances, Canary.EVERYBODY));
    }

    RunSummary apply(JobSpec job, long plan) {
        return apply(job, plan, Allowances.NONE, Progress.SILENT);
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

    private SyncService service(Progress progress, StopSignal stop) {
        return new SyncService(home, new SandboxSource(), progress, stop, clock);
    }

    /** Runs a job whose definition is this text, on the job's exports. */
    RunSummary run(JobSpec job, String yaml) {
        before = sandbox.counts();
        return service(Progress.SILENT, new StopSignal())
                .run(new RunOrder(definition(job, yaml), null, root, null, Allowances.NONE, Canary.EVERYBODY));
    }

    JobDefinition definition(JobSpec job) {
        return definition(job, job.yaml());
    }

    private JobDefinition definition(JobSpec job, String yaml) {
        Path file = root.resolve("jobs").resolve(job.name() + ".yml");
        write(file, yaml.getBytes(StandardCharsets.UTF_8));
        return new DefinitionLoader(name -> "never sent").load(file);
    }

    /** The run as {@code status} shows it. */
    RunRow statusOf(long run) {
        try (Store store = Store.openToLook(home, new StoreWait(clock, Duration.ofSeconds(10)))
                .orElseThrow()) {
            return new RunHistory(new JdbcTemplate(store.dataSource()), false)
                    .find(run)
                    .orElseThrow();
        }
    }

    /** The first column of what a query of the store answers. */
    List<String> stored(String sql) {
        try (Store store = Store.openToLook(home, new StoreWait(clock, Duration.ofSeconds(10)))
                .orElseThrow()) {
            return new JdbcTemplate(store.dataSource()).queryForList(sql, String.class);
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
                    return sandbox.baseUrl();
                }

                @Override
                public String token() {
                    return token;
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
