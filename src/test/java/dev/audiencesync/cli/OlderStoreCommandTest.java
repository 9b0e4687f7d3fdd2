package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.ReleaseStore;
import dev.audiencesync.ledger.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a store that an earlier release made. */
class OlderStoreCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"status", "status nightly --json", "status 1", "list", "show 1", "rejects 1"})
    void thoseThatLookSayWhichStoreItIsAndLeaveItAlone(String words) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), "name: nightly\n");
        ReleaseStore store = store();
        List<String> before = store.versions();
        Typed typed = Typed.in(folder);

        assertThat(typed.run(words + " --home home")).isEqualTo(1);

        assertThat(typed.errors()).contains("those of an earlier release (version 11", "the next `run` updates them");
        assertThat(store.versions()).isEqualTo(before);
    }

    @Test
    void thoseThatGoOnWithARunUpdateIt() {
        ReleaseStore store = store();
        Typed typed = Typed.in(folder);

        typed.run("restart 1 --home home");

        assertThat(typed.errors()).doesNotContain("earlier release");
        assertThat(store.versions()).contains("12");
        assertThat(typed.run("status 1 --home home")).isZero();
    }

    private ReleaseStore store() {
        return ReleaseStore.in(TestDatabase.H2, new Home(folder.resolve("home")))
                .earlier();
    }
}
