package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.LiveRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunsTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(folder.resolve("home"));
    }

    @Test
    void aHomeWithoutLocksHasNone() {
        assertThat(LiveRuns.of(home)).isEmpty();
        home.create();
        assertThat(LiveRuns.of(home)).isEmpty();
    }

    @Test
    void tellsWhoHasTheTurnAndWhoWaitsForIt() {
        home.create();
        LockHolder hourly = LockHolder.ofThisProcess("hourly", NOW);
        LockHolder nightly = LockHolder.ofThisProcess("nightly", NOW.plusSeconds(60));
        try (FileLocked turn = held("run", hourly);
                FileLocked first = held("job-hourly", hourly);
                FileLocked second = held("job-nightly", nightly)) {
            assertThat(List.of(turn, first, second)).doesNotContainNull();
            assertThat(LiveRuns.of(home))
                    .containsExactly(
                            new LiveRun("hourly", hourly.process(), NOW, null),
                            new LiveRun("nightly", nightly.process(), NOW.plusSeconds(60), "hourly"));
        }
        assertThat(LiveRuns.of(home)).isEmpty();
    }

    @Test
    void whatAProcessLeftThatDiedIsNobody() {
        home.create();
        long mine = ProcessHandle.current().pid();
        LockHolder beforeThisProcessBegan = new LockHolder("nightly", mine, Instant.EPOCH);
        LockHolder ofNoProcess = new LockHolder("weekly", 999_999_999_999L, NOW);
        try (FileLocked dead = held("job-nightly", beforeThisProcessBegan);
                FileLocked gone = held("job-weekly", ofNoProcess)) {
            assertThat(List.of(dead, gone)).doesNotContainNull();
            assertThat(LiveRuns.of(home)).isEmpty();
        }
    }

    @Test
    void aTextThatNoHolderWroteIsNobody() {
        assertThat(LockHolder.parse("nightly (process 1, since yesterday)")).isEmpty();
        assertThat(LockHolder.parse("")).isEmpty();
        LockHolder holder = LockHolder.ofThisProcess("a (b)", NOW);
        assertThat(LockHolder.parse(holder.toString())).contains(holder);
    }

    private FileLocked held(String lock, LockHolder holder) {
        FileLocked held = FileLocked.tryLock(home.lock(lock)).orElseThrow();
        held.write(holder.toString());
        return held;
    }
}
