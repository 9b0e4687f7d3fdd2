package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.LockHolder;
import dev.audiencesync.ledger.Locks;
import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.ledger.ReleaseStore;
import dev.audiencesync.ledger.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    @ParameterizedTest
    @ValueSource(strings = {"restart 999", "restart hourly", "apply 999", "retry-rejects 999"})
    void thoseThatGoOnWithARunLeaveItAloneWhereThereIsNoSuchRun(String words) {
        ReleaseStore store = store();
        List<String> before = store.versions();
        Typed typed = Typed.in(folder);

        assertThat(typed.run(words + " --home home")).isEqualTo(2);

        assertThat(typed.errors())
                .contains(words.substring(words.indexOf(' ') + 1))
                .doesNotContain("earlier release");
        assertThat(store.versions()).isEqualTo(before);
    }

    @Test
    void thoseThatGoOnWithARunUpdateIt() {
        ReleaseStore store = store();
        Typed typed = Typed.in(folder);

        typed.run("restart 1 --home home");

        assertThat(typed.errors())
                .as("it is of another workspace than this home's sandbox")
                .contains("Run 1 belongs to the workspace w");
        assertThat(store.versions()).contains("12");
        assertThat(typed.run("status 1 --home home")).isZero();
    }

    @Test
    @Timeout(60)
    void onPostgresThoseThatGoOnWaitUntilNobodyWorksWithTheTablesAndSayForWhom() throws Exception {
        String url = PostgresServer.emptyUrl();
        ReleaseStore store = ReleaseStore.at(url).earlier();
        List<String> before = store.versions();
        Typed typed = Typed.in(folder, Map.of("SPRING_DATASOURCE_URL", url));
        Database database = store.database();
        LockHolder hourly = LockHolder.ofThisProcess("hourly", Instant.EPOCH);
        CompletableFuture<Integer> restart;

        try (Locks alive = database.locks(new KnownWorkspaces.Known(1, "w"), hourly)) {
            assertThat(alive.tryTake(Locks.Which.JOB)).isTrue();
            restart = CompletableFuture.supplyAsync(() -> typed.run("restart 1 --home home"));
            await().until(() -> typed.errors().contains("Waiting for " + hourly));
            assertThat(restart).isNotDone();
            assertThat(store.versions()).isEqualTo(before);
        }

        assertThat(restart.get()).isEqualTo(2);
        assertThat(typed.errors()).contains("Run 1 belongs to the workspace w");
        assertThat(store.versions()).contains("12");
    }

    private ReleaseStore store() {
        return ReleaseStore.in(TestDatabase.H2, new Home(folder.resolve("home")))
                .earlier();
    }
}
