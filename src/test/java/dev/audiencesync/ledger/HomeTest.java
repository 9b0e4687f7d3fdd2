package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class HomeTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatOthersCanReadIsClosedToThem() throws Exception {
        Home home = open(folder.resolve("home"));
        Files.createDirectory(home.directory().resolve("locks"));
        Files.createFile(home.directory().resolve("store.trace.db"));
        Files.createFile(home.directory().resolve("audience-sync.log.1"));
        assertThat(home.isPrivate()).isFalse();

        home.create();

        assertThat(mode(home.directory())).isEqualTo("rwx------");
        assertThat(home.isPrivate()).isTrue();
    }

    @Test
    void aFolderThatIsForOtherThingsTooKeepsItsModeAndIsKnownNotToBePrivate() throws Exception {
        Home home = open(folder.resolve("shared"));
        Files.createFile(home.directory().resolve("letters.txt"));

        home.create();

        assertThat(mode(home.directory())).isEqualTo("rwxr-xr-x");
        assertThat(home.isPrivate()).isFalse();
    }

    @Test
    void whatIsNoFolderIsRefusedWithWhatToDo() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(new Home(file)::create)
                .isInstanceOf(HomeUnusableException.class)
                .hasMessage("The home folder " + file
                        + " is a file, not a folder. Remove it, or give another with --home.");
        assertThatThrownBy(new Home(file)::exists).isInstanceOf(HomeUnusableException.class);
        assertThatThrownBy(new Home(file.resolve("below"))::create)
                .isInstanceOf(HomeUnusableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void whatMayNotBeReadIsNotTakenForEmpty() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

        assertThatThrownBy(new Home(closed)::exists)
                .isInstanceOf(HomeUnusableException.class)
                .hasMessageContaining("not readable and writable");
        assertThatThrownBy(new Home(closed.resolve("below"))::exists)
                .isInstanceOf(HomeUnusableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void whereThereIsNoneThereIsNone() {
        assertThat(new Home(folder.resolve("none")).exists()).isFalse();
    }

    private static Home open(Path path) throws IOException {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Home(path);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
