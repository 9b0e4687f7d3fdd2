package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockHoldersTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(folder.resolve("home")).create();
    }

    @Test
    void whatAProcessLeftThatDiedIsNobody() {
        long mine = ProcessHandle.current().pid();
        LockHolder beforeThisProcessBegan = new LockHolder("nightly", "", mine, Instant.EPOCH);
        LockHolder ofNoProcess = new LockHolder("weekly", "", 999_999_999_999L, NOW);
        try (FileLocked dead = held("job-nightly", beforeThisProcessBegan);
                FileLocked gone = held("job-weekly", ofNoProcess)) {
            assertThat(List.of(dead, gone)).doesNotContainNull();
            assertThat(new FileLockHolders(home).all()).isEmpty();
        }
    }

    @Test
    void aTextThatNoHolderWroteIsNobody() {
        assertThat(LockHolder.parse("nightly (process 1, since yesterday)")).isEmpty();
        assertThat(LockHolder.parse("")).isEmpty();
        LockHolder holder = LockHolder.ofThisProcess("a (b)", NOW);
        assertThat(LockHolder.parse(holder.toString())).contains(holder);
    }

    /** Its name is written a moment after the lock was taken. */
    @Test
    void aTurnWhoseHolderHasNotSaidItsNameIsTaken() {
        try (FileLocked nameless = FileLocked.tryLock(home.lock("run")).orElseThrow()) {
            assertThat(nameless).isNotNull();
            assertThat(new FileLockHolders(home).turnIsTaken(1)).isTrue();
            FileLocks locks = new FileLocks(home, LockHolder.ofThisProcess("hourly", NOW));
            assertThat(locks.tryTake(Locks.Which.TURN)).isFalse();
            assertThat(locks.holder(Locks.Which.TURN)).isEmpty();
        }
        assertThat(new FileLockHolders(home).turnIsTaken(1)).isFalse();
    }

    private FileLocked held(String lock, LockHolder holder) {
        FileLocked held = FileLocked.tryLock(home.lock(lock)).orElseThrow();
        held.write(holder.toString());
        return held;
    }
}
