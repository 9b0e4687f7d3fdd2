package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockedTest {
    @TempDir
    Path folder;

    @Test
    void isHeldOnceInAProcessUnderAnySpellingOfThePath() {
        Path file = folder.resolve("a.lock");
        try (FileLocked held = FileLocked.tryLock(file).orElseThrow()) {
            held.write("me");

            assertThat(FileLocked.tryLock(file)).isEmpty();
            assertThat(FileLocked.tryLock(folder.resolve("x/../a.lock"))).isEmpty();
            assertThat(FileLocked.read(file)).isEqualTo("me");
        }
        assertThat(FileLocked.read(file)).isEmpty();
        take(file).orElseThrow().close();
    }

    @Test
    void theNextHoldersTextReplacesTheFormerWhole() throws Exception {
        Path file = folder.resolve("a.lock");
        try (FileLocked held = FileLocked.tryLock(file).orElseThrow()) {
            held.write("a long text of one holder");
            held.write("short");

            assertThat(Files.readString(file)).isEqualTo("short");
        }
    }

    @Test
    void nobodyHoldsAFileThatIsNotThere() {
        assertThat(FileLocked.read(folder.resolve("none.lock"))).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsSaidAndLeavesNothingHeld() throws Exception {
        Path file = folder.resolve("none/a.lock");
        assertThatThrownBy(() -> FileLocked.tryLock(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a.lock");
        Files.createDirectory(folder.resolve("none"));
        take(file).orElseThrow().close();
    }

    @Test
    void anotherProcessHoldsItUntilItIsKilled() throws Exception {
        Path file = folder.resolve("a.lock");
        Process other = Holder.start("lock", file);
        try {
            assertThat(FileLocked.tryLock(file)).isEmpty();
            assertThat(FileLocked.read(file)).isEqualTo("the other process");
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (FileLocked held = FileLocked.tryLock(file).orElseThrow()) {
            held.write("me");
            assertThat(FileLocked.read(file)).isEqualTo("me");
        }
    }

    private static Optional<FileLocked> take(Path file) {
        return FileLocked.tryLock(file);
    }
}
