package dev.audiencesync.job;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreUnavailableException;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.Verifications;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.IntercomReads;
import dev.audiencesync.plan.WorkspaceCheck;
import dev.audiencesync.report.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/** What one command holds while it has its turn: the store, Spring Batch on it, the way to Intercom, the workspace. */
final class Session implements AutoCloseable {
    private final Surroundings around;
    private final Turn turn;
    private final Store store;
    private final Closing closing;
    private final ConfigurableApplicationContext spring;
    private final IntercomClient client;
    private final IntercomClient patient;
    private final RunStore runs;
    private final long workspaceId;
    private final Executions executions;

    private Session(
            Surroundings around,
            Turn turn,
            Store store,
            Connection connection,
            ConfigurableApplicationContext spring,
            JobDefinition definition,
            Closing closing) {
        this.around = around;
        this.turn = turn;
        this.store = store;
        this.closing = closing;
        this.spring = spring;
        this.client = Clients.of(definition.intercom(), connection, around);
        this.patient = client.outlasting(rideOut(definition.intercom()));
        this.runs = new RunStore(template());
        this.executions = new Executions(around, turn, template(), spring, client);
        KnownWorkspaces known = new KnownWorkspaces(template());
        this.workspaceId = new Workspaces(patient, definition.intercom(), connection.baseUrl(), known)
                .number(around.clock().instant());
        turn.enter(known.of(workspaceId));
    }

    /**
     * Opens a session that gives its turn back when it ends, also when it cannot be opened.
     *
     * @throws AlreadyRunningException when the job runs or waits already
     * @throws StoppedWhileWaitingException when the signal was raised while another job had the turn
     */
    static Session open(Surroundings around, JobDefinition definition) {
        Closing closing = new Closing();
        Turn turn = new Turn(around, definition.name());
        closing.add(turn::close);
        try {
            turn.begin();
            Store store = StoreOpening.open(around);
            closing.add(store::close);
            Connection connection = around.connections().open(definition);
            closing.add(connection::close);
            ConfigurableApplicationContext spring = BatchConfiguration.start(store.dataSource());
            closing.add(spring::close);
            Session session = new Session(around, turn, store, connection, spring, definition, closing);
            session.buryTheDead();
            return session;
        } catch (RuntimeException e) {
            // Whatever it was: what is held by now would stay held for as long as this process lives.
            closing.close();
            throw e instanceof DataAccessException lost ? StoreUnavailableException.inMidRun(lost) : e;
        }
    }

    private RideOut rideOut(IntercomSettings settings) {
        return new RideOut(
                settings.patience().rideOut(),
                around.clock(),
                around.waiting().waiter(),
                new StoppableLook(client::probeOnce, around.stop()),
                around.progress(),
                () -> "Nothing was begun: give the command again once Intercom answers.");
    }

    private JdbcTemplate template() {
        return new JdbcTemplate(store.dataSource());
    }

    /** Runs that look alive while this process has their turn have died: their process would have it. */
    private void buryTheDead() {
        for (StoredRun dead : runs.stillOpen()) {
            if (turn.covers(dead, workspaceId)) {
                runs.end(
                        dead.id(),
                        RunState.FAILED,
                        1,
                        "Its process ended without a word (killed, or the machine went down).",
                        around.clock().instant());
            }
        }
    }

    RunStore runs() {
        return runs;
    }

    long workspaceId() {
        return workspaceId;
    }

    /** Keeps what a command lets pass, for whoever goes on with the run. */
    void keep(StoredRun run, Allowances allowances) {
        new KeptAllowances(template()).keep(run.id(), allowances);
    }

    void noteOnce(StoredRun run, String text) {
        if (!runs.notes(run.id()).contains(text)) {
            runs.note(run.id(), text);
        }
    }

    /** What the run's commands let pass. */
    Allowances allowances(StoredRun run) {
        return new KeptAllowances(template()).of(run.id());
    }

    /** Refuses a definition that writes to what the workspace does not have. */
    void checkWorkspace(JobDefinition definition) {
        WorkspaceCheck.customAttributes(
                definition,
                new IntercomReads(patient, new BulkUntagMemory(new JdbcTemplate(store.dataSource()), workspaceId)));
    }

    /** Refuses files that cannot be read as the definition wants it. */
    void checkFiles(JobDefinition definition, NewRun run) {
        new FileCheck(new RunFiles(template()), workspaceId)
                .check(definition, Locations.of(definition, run.input(), run.date()));
    }

    /**
     * Whom a run was refused something, in Intercom, or, in a snapshot, where the record can have been mended since.
     *
     * @throws NothingToRestartException where there is nobody
     */
    List<String> refused(StoredRun run) {
        Rejects rejects = new Rejects(template());
        boolean snapshot = run.mode().equals(Source.Mode.SNAPSHOT.name());
        List<String> people = snapshot ? rejects.namedPeople(run.id()) : rejects.refusedPeople(run.id());
        if (people.isEmpty()) {
            throw new NothingToRestartException("Run " + run.id() + " of " + run.job()
                    + " was refused nothing that could be tried again: records that cannot be used have to come again,"
                    + " mended.");
        }
        return people;
    }

    /** Begins a run in the place of unfinished ones. */
    long begin(NewRun run, List<StoredRun> replaced, JobDefinition today, Allowances allowances, boolean verify) {
        Replacement replacement = new Replacement(
                template(), spring.getBean(PlatformTransactionManager.class), () -> turn.check(template()));
        for (StoredRun earlier : replaced) {
            if (earlier.sending()) {
                Work work =
                        new Work(earlier.id(), StoredDefinition.of(earlier, today), Command.REPLACE, Allowances.NONE);
                replacement.finishSlice(executions.begin(work));
            }
        }
        Instant now = around.clock().instant();
        boolean verifies = verify || isDue(run, today, now);
        return replacement.begin(
                runs,
                run,
                replaced,
                number -> {
                    new KeptAllowances(template()).keep(number, allowances);
                    if (verifies) {
                        new Verifications(template()).begin(number);
                    }
                },
                now);
    }

    /** Whether the definition wants the job verified by now. A run for a few people leaves that to the next. */
    private boolean isDue(NewRun run, JobDefinition today, Instant now) {
        Duration every = today.verification().every();
        return every != null
                && run.canary().isEverybody()
                && new Verifications(template())
                        .last(workspaceId, run.job())
                        .map(last -> !now.isBefore(last.plus(every)))
                        .orElse(true);
    }

    /**
     * What to do.
     *
     * @param run its number
     * @param definition the one the run was begun with
     */
    record Work(long run, JobDefinition definition, Command command, Allowances allowances) {}

    /**
     * Executes the run, from wherever it stands, to its end or to what stops it.
     *
     * @param resumed runs that the same command finished first
     * @throws StoreUnavailableException when the store fails meanwhile
     */
    RunSummary execute(Work work, List<RunSummary> resumed) {
        try {
            return executions.execute(work, resumed);
        } catch (DataAccessException | TransactionException e) {
            throw StoreUnavailableException.inMidRun(e);
        }
    }

    @Override
    public void close() {
        closing.close();
    }
}
