package dev.audiencesync.job;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.intercom.CallCounts;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.plan.IntercomReads;
import dev.audiencesync.plan.WorkspaceCheck;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummaries;
import dev.audiencesync.report.RunSummary;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** What one command holds while it has its turn: the store, Spring Batch on it, the way to Intercom, the workspace. */
final class Session implements AutoCloseable {
    private static final Duration LOOKERS_TAKE_AT_MOST = Duration.ofSeconds(30);

    private final Home home;
    private final Store store;
    private final Closing closing;
    private final ConfigurableApplicationContext spring;
    private final IntercomClient client;
    private final Progress progress;
    private final StopSignal stop;
    private final Clock clock;
    private final RunStore runs;
    private final long workspaceId;
    private RunStore.Spent accounted = new RunStore.Spent(0, 0, 0);

    private Session(
            Home home,
            Store store,
            Connection connection,
            ConfigurableApplicationContext spring,
            JobDefinition definition,
            Progress progress,
            StopSignal stop,
            Clock clock,
            Closing closing) {
        this.home = home;
        this.store = store;
        this.closing = closing;
        this.spring = spring;
        this.progress = progress;
        this.stop = stop;
        this.clock = clock;
        this.client = Clients.of(definition.intercom(), connection, stop, clock);
        this.runs = new RunStore(new JdbcTemplate(store.dataSource()));
        this.workspaceId = new Workspaces(
                        client,
                        definition.intercom(),
                        connection.baseUrl(),
                        new KnownWorkspaces(new JdbcTemplate(store.dataSource())))
                .number(clock.instant());
    }

    /** Opens a session that releases the lock when it ends, also when it cannot be opened. */
    static Session open(
            RunLock lock,
            Home home,
            JobDefinition definition,
            Connection.Source connections,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        Closing closing = new Closing();
        closing.add(lock::close);
        try {
            Store store = Store.openForRun(home, new StoreWait(clock, LOOKERS_TAKE_AT_MOST));
            closing.add(store::close);
            Connection connection = connections.open(definition);
            closing.add(connection::close);
            ConfigurableApplicationContext spring = spring(store.dataSource());
            closing.add(spring::close);
            Session session = new Session(home, store, connection, spring, definition, progress, stop, clock, closing);
            session.buryTheDead();
            return session;
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext spring(DataSource dataSource) {
        return new SpringApplicationBuilder(BatchConfiguration.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "dataSource",
                                DataSource.class,
                                () -> dataSource,
                                bean -> bean.setDestroyMethodName("")))
                .run();
    }

    /** Runs that look alive while this process holds the run lock have died: their process would hold the lock. */
    private void buryTheDead() {
        for (StoredRun dead : runs.stillOpen()) {
            runs.end(
                    dead.id(),
                    RunState.FAILED,
                    1,
                    "Its process ended without a word (killed, or the machine went down).",
                    clock.instant());
        }
    }

    RunStore runs() {
        return runs;
    }

    long workspaceId() {
        return workspaceId;
    }

    /** The definition a run was begun with; how Intercom is reached comes from today's. */
    JobDefinition storedDefinition(StoredRun run, JobDefinition today) {
        JobDefinition stored = new DefinitionLoader(System::getenv).parse(run.definitionText(), today.file());
        return new JobDefinition(
                stored.name(),
                stored.source(),
                reachedAs(stored.intercom(), today.intercom()),
                stored.actions(),
                stored.retiredTags(),
                stored.limits(),
                stored.schedule(),
                stored.timeZone(),
                stored.file(),
                stored.text());
    }

    private static IntercomSettings reachedAs(IntercomSettings stored, IntercomSettings today) {
        return new IntercomSettings(
                today.baseUrl(),
                stored.version(),
                today.accessToken(),
                today.reservePercent(),
                stored.onArchived(),
                stored.onDeleted(),
                today.patience(),
                stored.workspace());
    }

    /** Refuses a definition that writes to what the workspace does not have. */
    void checkWorkspace(JobDefinition definition) {
        WorkspaceCheck.customAttributes(definition, new IntercomReads(client));
    }

    /** Begins a run in the place of unfinished ones. */
    long begin(NewRun run, List<StoredRun> replaced, JobDefinition today) {
        Replacement replacement = new Replacement(spring.getBean(PlatformTransactionManager.class));
        for (StoredRun earlier : replaced) {
            if (earlier.planWhole()) {
                replacement.finishSlice(context(earlier.id(), storedDefinition(earlier, today), "replace"));
            }
        }
        return replacement.begin(runs, run, replaced, clock.instant());
    }

    private RunContext context(long number, JobDefinition definition, String command) {
        int execution = runs.beginExecution(number, command, clock.instant());
        return new RunContext(
                runs.find(number).orElseThrow(),
                execution,
                definition,
                home,
                client,
                new JdbcTemplate(store.dataSource()),
                progress,
                stop,
                clock);
    }

    /** Executes the run, from wherever it stands, to its end or to what stops it. */
    RunSummary execute(long number, JobDefinition definition, String command, List<RunSummary> resumed) {
        RunContext context = context(number, definition, command);
        int execution = context.execution();
        BatchRuns batch = batch();
        Job job = new SyncJob(batch.repository(), spring.getBean(PlatformTransactionManager.class)).of(context);
        JobExecution ended = batch.execute(job, number, stop);
        long rejected = new RunFigures(new JdbcTemplate(store.dataSource())).rejected(number, null);
        boolean earlierRejected = resumed.stream().anyMatch(summary -> summary.exitCode() == RunEnd.SOME_REJECTED);
        RunEnd end = RunEnd.of(ended, rejected > 0 || earlierRejected);
        runs.end(number, end.state(), end.exitCode(), end.message(), clock.instant());
        runs.endExecution(number, execution, end.exitCode(), spent(), clock.instant());
        return new RunSummaries(new JdbcTemplate(store.dataSource()), home)
                .finished(
                        number,
                        definition,
                        resumed.stream().map(RunSummary::run).toList());
    }

    /** Calls since the last execution of this session; the first has those that found the workspace. */
    private RunStore.Spent spent() {
        CallCounts counts = client.counts();
        RunStore.Spent total = new RunStore.Spent(counts.calls(), counts.retries(), counts.rateLimited());
        RunStore.Spent since = total.since(accounted);
        accounted = total;
        return since;
    }

    private BatchRuns batch() {
        return BatchRuns.of(spring);
    }

    @Override
    public void close() {
        closing.close();
    }
}
