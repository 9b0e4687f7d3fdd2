package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores of other releases: looking never changes one, a run updates an older one, nobody touches a newer one. */
class ReleaseStoreTest {
    private static final StoreWait WAIT = new StoreWait(Clock.systemUTC(), Duration.ofMillis(200));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void lookingLeavesAnOlderStoreAsItIsAndSaysWhichItIs(TestDatabase kind) {
        ReleaseStore store = ReleaseStore.in(kind, home()).earlier();
        List<String> before = store.versions();

        assertThatThrownBy(() -> store.database().openToLook(WAIT))
                .isInstanceOf(OlderStoreException.class)
                .hasMessageContaining(store.database().place())
                .hasMessageContaining("version 11")
                .hasMessageContaining("the next `run` updates them");

        assertThat(store.versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRunUpdatesAnOlderStoreAndThenItCanBeLookedAt(TestDatabase kind) {
        ReleaseStore store = ReleaseStore.in(kind, home()).earlier();

        store.database().openForRun(WAIT).close();

        assertThat(store.versions()).contains("12");
        try (Store look = store.database().openToLook(WAIT).orElseThrow()) {
            assertThat(new RunStore(new JdbcTemplate(look.dataSource())).latest(null, 2))
                    .as("what was in it still is")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aNewerStoreIsNeitherRunOnNorLookedAt(TestDatabase kind) {
        ReleaseStore store = ReleaseStore.in(kind, home()).later();
        List<String> before = store.versions();

        for (int attempt = 0; attempt < 2; attempt++) {
            boolean look = attempt == 0;
            assertThatThrownBy(() -> open(store.database(), look))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(store.database().place())
                    .hasMessageContaining("a newer release (version 1000")
                    .hasMessageContaining("use that release");
        }
        assertThat(store.versions()).isEqualTo(before);
    }

    private static void open(Database database, boolean look) {
        if (look) {
            database.openToLook(WAIT);
        } else {
            database.openForRun(WAIT);
        }
    }

    /** A run of an older release serves its store to whoever looks meanwhile. */
    @Test
    void lookingBesideARunOfAnOlderReleaseChangesNothingEither() throws SQLException {
        Home home = home();
        try (Store run = new HomeDatabase(home).openForRun(WAIT)) {
            Holder.beginRun(run);
            JdbcTemplate older = new JdbcTemplate(run.dataSource());
            older.update("delete from \"flyway_schema_history\" where cast(\"version\" as int) > 11");

            assertThatThrownBy(() -> new HomeDatabase(home).openToLook(WAIT))
                    .isInstanceOf(OlderStoreException.class)
                    .hasMessageContaining("version 11");

            assertThat(older.queryForObject(
                            "select max(cast(\"version\" as int)) from \"flyway_schema_history\"", Integer.class))
                    .isEqualTo(11);
        }
    }

    @Test
    void whatAKillWithinTheFirstMigrationLeftIsNothingYetAndIsMadeAnewByTheNextRun() throws SQLException {
        Home home = home();
        home.create();
        Database database = new HomeDatabase(home);
        database.openForRun(WAIT).close();
        try (Connection killed = DriverManager.getConnection("jdbc:h2:file:" + home.store(), "sa", "")) {
            killed.createStatement().execute("delete from \"flyway_schema_history\" where \"version\" <> '1'");
        }

        assertThat(database.openToLook(WAIT)).isEmpty();
        database.openForRun(WAIT).close();
        database.openToLook(WAIT).orElseThrow().close();
    }

    /** H2 commits each statement by itself, so a kill leaves any number of them done. */
    @ParameterizedTest
    @CsvSource({
        "12, V13__tag_doubts",
        "13, V18__file_kinds",
        "18, V20__merged_records",
        "20, V40__matched_groups",
        "40, V42__held_back"
    })
    void aMigrationThatWasKilledInItsMidstIsDoneByTheNextRun(String before, String killed) throws IOException {
        List<String> statements = statements(killed);
        for (int done = 1; done <= statements.size(); done++) {
            ReleaseStore store = ReleaseStore.in(TestDatabase.H2, new Home(folder.resolve("home" + done)))
                    .of(before);
            statements.subList(0, done).forEach(store::begin);

            store.database().openForRun(WAIT).close();

            store.database().openToLook(WAIT).orElseThrow().close();
        }
    }

    private static List<String> statements(String migration) throws IOException {
        try (InputStream sql = ReleaseStoreTest.class.getResourceAsStream("/db/migration/" + migration + ".sql")) {
            String uncommented = new String(sql.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(uncommented.split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        }
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }
}
