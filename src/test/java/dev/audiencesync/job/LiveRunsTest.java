package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.LockHolder;
import dev.audiencesync.ledger.Locks;
import dev.audiencesync.ledger.Locks.Which;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.LiveRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LiveRunsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path folder;

    private final TestDatabase kind;
    private Home home;
    private Database database;

    LiveRunsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void aHome() {
        home = new Home(folder.resolve("home"));
        database = kind.of(home);
    }

    @Test
    void aHomeWithoutLocksHasNone() {
        assertThat(LiveRuns.of(home, database, null).all()).isEmpty();
        home.create();
        assertThat(LiveRuns.of(home, database, null).all()).isEmpty();
        assertThat(LiveRuns.of(home, database, null).turnIsTaken(1)).isFalse();
    }

    @Test
    void tellsWhoHasTheTurnAndWhoWaitsForIt() {
        KnownWorkspaces.Known workspace = Ledgers.workspace(database, "acme");
        LockHolder hourly = LockHolder.ofThisProcess("hourly", NOW);
        LockHolder nightly = LockHolder.ofThisProcess("nightly", NOW.plusSeconds(60));
        try (Locks first = database.locks(workspace, hourly);
                Locks second = database.locks(workspace, nightly)) {
            assertThat(first.tryTake(Which.JOB)).isTrue();
            assertThat(live().turnIsTaken(workspace.id())).isFalse();
            assertThat(first.tryTake(Which.TURN)).isTrue();
            assertThat(second.tryTake(Which.JOB)).isTrue();
            assertThat(second.tryTake(Which.TURN)).isFalse();

            assertThat(live().all())
                    .containsExactly(
                            new LiveRun("hourly", "", hourly.process(), NOW, null),
                            new LiveRun("nightly", "", nightly.process(), NOW.plusSeconds(60), "hourly"));
            assertThat(live().turnIsTaken(workspace.id())).isTrue();
        }
        assertThat(live().all()).isEmpty();
        assertThat(live().turnIsTaken(workspace.id())).isFalse();
    }

    private LiveRuns live() {
        StoreWait wait = new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5));
        try (Store store = database.openToLook(wait).orElseThrow()) {
            return LiveRuns.of(home, database, store);
        }
    }
}
