package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.LockHolder;
import dev.audiencesync.ledger.Locks;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunLockTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

    @TempDir
    Path folder;

    private final TestDatabase kind;
    private Database database;
    private KnownWorkspaces.Known workspace;
    private final StopSignal stop = new StopSignal();
    private final Said progress = new Said();

    RunLockTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void aStore() {
        database = kind.made(new Home(folder.resolve("home")));
        workspace = Ledgers.workspace(database, "acme");
    }

    @Test
    void theSameJobIsRefusedAndToldWhoRuns() {
        try (RunLock held = take("nightly")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> take("nightly"))
                    .isInstanceOf(AlreadyRunningException.class)
                    .hasMessageContaining(
                            "nightly (process " + ProcessHandle.current().pid() + ", since 2026-11-22T02:30:00Z)");
        }
        take("nightly").close();
    }

    @Test
    void anotherJobWaitsIsToldForWhomAndProceeds() throws Exception {
        RunLock first = take("nightly");
        CompletableFuture<RunLock> second = CompletableFuture.supplyAsync(() -> take("hourly"));

        assertThat(progress.spoken.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(progress.said).singleElement().asString().contains("Waiting for nightly (process");
        assertThat(second).isNotDone();
        assertThatThrownBy(() -> take("hourly"))
                .as("waiting counts as running")
                .isInstanceOf(AlreadyRunningException.class);
        first.close();

        second.get(10, TimeUnit.SECONDS).close();
        take("nightly").close();
    }

    @Test
    void aStopEndsTheWaitAndLeavesNothingHeld() throws Exception {
        RunLock first = take("nightly");
        CompletableFuture<RunLock> second = CompletableFuture.supplyAsync(() -> take("hourly"));
        assertThat(progress.spoken.await(10, TimeUnit.SECONDS)).isTrue();

        stop.raise();

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoppedWhileWaitingException.class)
                .hasMessageContaining("Stopped while waiting for nightly");
        first.close();
        RunLock.take(locks("hourly"), "hourly", new StopSignal(), progress).close();
    }

    @Test
    void whoWasRefusedOrStoppedIsHoldingNothing() {
        RunLock held = take("nightly");
        assertThatThrownBy(() -> take("nightly")).isInstanceOf(AlreadyRunningException.class);
        stop.raise();
        assertThatThrownBy(() -> take("hourly")).isInstanceOf(StoppedWhileWaitingException.class);
        held.close();

        take("hourly").close();
        take("nightly").close();
    }

    private Locks locks(String job) {
        return database.locks(workspace, LockHolder.ofThisProcess(job, NOW));
    }

    private RunLock take(String job) {
        return RunLock.take(locks(job), job, stop, progress);
    }

    private static final class Said implements Progress {
        private final List<String> said = new CopyOnWriteArrayList<>();
        private final CountDownLatch spoken = new CountDownLatch(1);

        @Override
        public void begin(Phase phase, long total) {}

        @Override
        public void advance(long count) {}

        @Override
        public void end(String result) {}

        @Override
        public void say(String message) {
            said.add(message);
            spoken.countDown();
        }
    }
}
