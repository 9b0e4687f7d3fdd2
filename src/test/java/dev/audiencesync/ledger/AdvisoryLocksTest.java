package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.ledger.Locks.Which;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdvisoryLocksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

    /** The first 8 bytes of {@code printf 'audience-sync\npublic\njob\nacme\nnightly' | sha256sum}. */
    private static final long JOB_KEY = 3342426522343046612L;

    /** The first 8 bytes of {@code printf 'audience-sync\npublic\nturn\nacme' | sha256sum}. */
    private static final long TURN_KEY = -2669386567353302893L;

    private final Database database = PostgresServer.at(PostgresServer.url());
    private final KnownWorkspaces.Known acme = Ledgers.workspace(database, "acme");
    private Store store;
    private JdbcTemplate template;

    @BeforeEach
    void open() {
        store = database.openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5)));
        template = new JdbcTemplate(store.dataSource());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void workspacesAndTheirJobsAreKeptApart() {
        KnownWorkspaces.Known other = Ledgers.workspace(database, "other");
        try (Locks here = locks(acme, "nightly");
                Locks there = locks(other, "nightly")) {
            assertThat(here.tryTake(Which.JOB)).isTrue();
            assertThat(here.tryTake(Which.TURN)).isTrue();

            assertThat(there.tryTake(Which.JOB)).isTrue();
            assertThat(there.tryTake(Which.TURN)).isTrue();
            assertThat(database.holders(store).turnIsTaken(acme.id())).isTrue();
            there.close();
            assertThat(database.holders(store).turnIsTaken(other.id())).isFalse();
        }
    }

    @Test
    void aStoreInAnotherSchemaHasItsOwn() {
        String url = PostgresServer.emptyUrl();
        Database one = PostgresServer.at(url);
        KnownWorkspaces.Known ofOne = Ledgers.workspace(one, "acme");
        PostgresServer.inDatabase(url, "create schema second");
        Database two = PostgresServer.at(url + "&currentSchema=second");
        KnownWorkspaces.Known ofTwo = Ledgers.workspace(two, "acme");
        LockHolder me = LockHolder.ofThisProcess("nightly", NOW);
        try (Locks first = one.locks(ofOne, me);
                Locks second = two.locks(ofTwo, me)) {
            assertThat(first.tryTake(Which.TURN)).isTrue();
            assertThat(second.tryTake(Which.TURN)).isTrue();
        }
    }

    @Test
    void whoHoldsALockOnAnotherHostIsNamedWithIt() {
        LockHolder elsewhere = new LockHolder("hourly", "db-7", 4711, NOW);
        try (Locks theirs = database.locks(acme, elsewhere);
                Locks ours = locks(acme, "nightly")) {
            theirs.tryTake(Which.TURN);

            assertThat(ours.holder(Which.TURN)).isEqualTo("hourly (process 4711 on db-7, since 2026-11-22T02:30:00Z)");
            assertThat(ours.turnOf()).isEqualTo("workspace acme");
        }
    }

    @Test
    void aLockThatIsLostIsNoticedAndAnotherMayTakeIt() {
        try (Locks ours = locks(acme, "nightly");
                Locks theirs = locks(acme, "hourly")) {
            ours.tryTake(Which.TURN);
            ours.check(template);
            assertThat(theirs.tryTake(Which.TURN)).isFalse();

            loseLocks();

            assertThatThrownBy(() -> ours.check(template))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("lost its lock on the workspace acme")
                    .hasMessageContaining("restart the run");
            assertThatCode(() -> ours.checkNotTakenOver(template)).doesNotThrowAnyException();
            assertThat(theirs.holder(Which.TURN)).isEmpty();
            assertThat(theirs.tryTake(Which.TURN)).isTrue();
            assertThatThrownBy(() -> ours.checkNotTakenOver(template))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("another run has it now");
        }
    }

    /** Otherwise a run that had lost its lock could still store something after the next one has begun. */
    @Test
    void nobodyTakesALostLockOverWhileATransactionOfItsHolderIsUnderWay() {
        try (Locks ours = locks(acme, "nightly");
                Locks theirs = locks(acme, "hourly")) {
            ours.tryTake(Which.TURN);
            new TransactionTemplate(new JdbcTransactionManager(store.dataSource())).executeWithoutResult(status -> {
                ours.check(template);
                loseLocks();
                assertThat(theirs.tryTake(Which.TURN)).isFalse();
            });
            assertThat(theirs.tryTake(Which.TURN)).isTrue();
        }
    }

    @Test
    void theKeyOfALockNeverChanges() {
        try (Locks ours = locks(acme, "nightly")) {
            ours.tryTake(Which.TURN);
            ours.tryTake(Which.JOB);
            assertThat(template.queryForList("select lock_key from lock_holder order by whole_workspace", Long.class))
                    .as("releases of different ages work side by side")
                    .containsExactly(JOB_KEY, TURN_KEY);
        }
    }

    private Locks locks(KnownWorkspaces.Known workspace, String job) {
        return database.locks(workspace, LockHolder.ofThisProcess(job, NOW));
    }

    /** Ends the connections that hold locks and waits until the server has let go of them. */
    private void loseLocks() {
        template.queryForList("select pg_terminate_backend(pid, 10000) from pg_locks where locktype = 'advisory'"
                + " and database = (select oid from pg_database where datname = current_database())");
    }
}
