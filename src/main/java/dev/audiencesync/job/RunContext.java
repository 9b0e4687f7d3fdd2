package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Waiter;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.JobTags;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.IntercomReads;
import dev.audiencesync.plan.IntercomView;
import dev.audiencesync.plan.PlanScope;
import dev.audiencesync.report.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All that the steps of one execution of one run work with. */
record RunContext(
        StoredRun run,
        int execution,
        Command command,
        Allowances allowances,
        JobDefinition definition,
        Home home,
        Turn turn,
        IntercomClient client,
        JdbcTemplate store,
        Progress progress,
        StopSignal stop,
        Clock clock,
        Waiter waiter) {

    /** Makes sure of the run's turn, in the caller's transaction. */
    void checkTurn() {
        turn.check(store);
    }

    /** Writes in a transaction that makes sure of the run's turn. */
    void inTurn(Runnable writes) {
        answerInTurn(() -> {
            writes.run();
            return true;
        });
    }

    /** The same, for writes that answer something. */
    <T> T answerInTurn(Supplier<T> writes) {
        DataSource dataSource = Objects.requireNonNull(store.getDataSource());
        T answer = new TransactionTemplate(new JdbcTransactionManager(dataSource)).execute(status -> {
            checkTurn();
            return writes.get();
        });
        return Objects.requireNonNull(answer);
    }

    boolean snapshot() {
        return definition.source().mode() == Source.Mode.SNAPSHOT;
    }

    PlanScope planScope() {
        return new PlanScope(run.id(), execution, run.workspaceId(), run.kind(), run.definitionId(), definition);
    }

    OutcomeStore.Execution ledgerExecution() {
        return new OutcomeStore.Execution(run.id(), execution, run.workspaceId(), run.job(), run.definitionId());
    }

    /** Everybody needs what planning reads: an outage is waited out. */
    IntercomView reads() {
        return new IntercomReads(client.outlasting(rideOut()), bulkUntag());
    }

    /** For one step's outages. */
    RideOut rideOut() {
        return new RideOut(
                definition.intercom().patience().rideOut(),
                clock,
                waiter,
                new StoppableLook(client::probeOnce, stop),
                progress,
                new Standing(this)::text);
    }

    /** Made anew for each use; whoever asks for it closes it. */
    ChangeApplier applier() {
        return new ChangeApplier(
                client, definition.intercom(), this::intercomTagId, bulkUntag(), knownContacts(), clock);
    }

    private KnownContacts knownContacts() {
        return new KnownContacts(new PeopleLedger(store), run.workspaceId());
    }

    private BulkUntagMemory bulkUntag() {
        return new BulkUntagMemory(store, run.workspaceId());
    }

    /** Intercom's id of a tag by its name, where the ledger knows it. */
    private Optional<String> intercomTagId(String name) {
        return new JobTags(store).intercomId(run.workspaceId(), run.job(), TagLedger.nameKey(name));
    }

    /** Where the export is: the run's input, else the definition's location with the run's date. */
    List<String> locations() {
        return Locations.of(definition, run.input(), run.date());
    }

    Path locationBase() {
        return Locations.base(definition);
    }
}
