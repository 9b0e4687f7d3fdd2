package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
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
    @MethodSource("migrationsOfStoresWithRuns")
    void aRunIsLookedUpInTheStoreOfAnyReleaseWhichIsLeftAsItIs(Migration last, Migration next) {
        ReleaseStore store = ReleaseStore.in(TestDatabase.H2, home()).of(last.version());
        List<String> before = store.versions();

        try (Store look = store.database().openToLookUp(WAIT).orElseThrow()) {
            RunStore runs = new RunStore(new JdbcTemplate(look.dataSource()));
            StoredRun run = runs.find(1).orElseThrow();
            assertThat(run.job()).isEqualTo("nightly");
            assertThat(run.unfinished()).isTrue();
            assertThat(run.canary().isEverybody()).isTrue();
            assertThat(runs.find(999)).isEmpty();
            assertThat(runs.latest("nightly", 2)).containsExactly(run);
        }

        assertThat(store.versions()).isEqualTo(before).doesNotContain(next.version());
    }

    /** PostgreSQL serves several homes and releases at once: an older run must not find other tables under its feet. */
    @Test
    void anOlderStoreIsNotUpdatedWhileARunOfThatReleaseIsAlive() {
        ReleaseStore store = ReleaseStore.in(TestDatabase.POSTGRESQL, home()).earlier();
        List<String> before = store.versions();
        LockHolder hourly = LockHolder.ofThisProcess("hourly", Instant.EPOCH);

        try (Locks alive = store.database().locks(new KnownWorkspaces.Known(1, "w"), hourly)) {
            assertThat(alive.tryTake(Locks.Which.JOB)).isTrue();
            assertThatThrownBy(() -> store.database().openForRun(WAIT))
                    .isInstanceOf(OlderStoreInUseException.class)
                    .hasMessageContaining(hourly.toString())
                    .hasMessageContaining("of an earlier release");
            assertThat(store.versions()).isEqualTo(before);
        }

        store.database().openForRun(WAIT).close();
        assertThat(store.versions()).contains("12");
    }

    /** Between opening the store and its locks, a run asks Intercom which workspace it is in. */
    @Test
    void anOlderStoreIsNotUpdatedWhileARunThatHasNoLocksYetHasItOpen() {
        ReleaseStore store = ReleaseStore.in(TestDatabase.POSTGRESQL, home()).of("12");
        try (Store run = store.database().openForRun(WAIT)) {
            JdbcTemplate older = new JdbcTemplate(run.dataSource());
            older.update("delete from \"flyway_schema_history\" where cast(\"version\" as int) > 12");

            assertThatThrownBy(() -> store.database().openForRun(WAIT))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("in use by another command");

            assertThat(store.versions()).doesNotContain("13");
        }

        store.database().openForRun(WAIT).close();
        assertThat(store.versions()).contains("13");
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

    /** H2 commits each statement by itself, so a kill leaves any number of them done, and no note of the migration. */
    @ParameterizedTest
    @MethodSource("migrationsOfStoresWithRuns")
    void aMigrationThatWasKilledInItsMidstIsDoneByTheNextRun(Migration before, Migration killed) throws IOException {
        List<String> statements = killed.statements();
        for (int done = 1; done <= statements.size(); done++) {
            ReleaseStore store = ReleaseStore.in(TestDatabase.H2, new Home(folder.resolve("home" + done)))
                    .of(before.version())
                    .withMember();
            statements.subList(0, done).forEach(store::begin);

            store.database().openForRun(WAIT).close();

            store.database().openToLook(WAIT).orElseThrow().close();
            assertThat(store.ask("select count(*) from tag_owner", Integer.class))
                    .isEqualTo(1);
        }
    }

    /** PostgreSQL makes tables within the transaction that notes it. */
    @Test
    void aMigrationThatWasKilledOnPostgresLeftNothing() throws SQLException {
        ReleaseStore store = ReleaseStore.in(TestDatabase.POSTGRESQL, home()).of("9");
        store.beginAndBreakOff("alter table planned_change add column whole varchar");

        store.database().openForRun(WAIT).close();

        assertThat(store.versions()).contains("10");
    }

    /** A full disk, say: then Flyway notes the failure. */
    @Test
    void aMigrationThatFailedIsTriedAgainByTheNextRun() {
        ReleaseStore store = ReleaseStore.in(TestDatabase.H2, home()).of("11");
        store.begin("alter table run_execution add column ordinal bigint generated by default as identity");
        store.begin("insert into \"flyway_schema_history\" select max(\"installed_rank\") + 1, '12', 'execution order',"
                + " 'SQL', 'V12__execution_order.sql', 0, 'me', current_timestamp, 1, false from"
                + " \"flyway_schema_history\"");

        store.database().openForRun(WAIT).close();

        store.database().openToLook(WAIT).orElseThrow().close();
    }

    /** Migrations can be made repeatable after they have gone out. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aStoreThatWasMadeByTheSameMigrationsInOtherWordsIsTheSame(TestDatabase kind) {
        ReleaseStore store = ReleaseStore.in(kind, home()).earlier();
        store.begin("update \"flyway_schema_history\" set \"checksum\" = 4711 where \"version\" = '10'");

        store.database().openForRun(WAIT).close();
        store.database().openForRun(WAIT).close();

        store.database().openToLook(WAIT).orElseThrow().close();
    }

    private static Stream<Arguments> migrationsOfStoresWithRuns() throws IOException {
        List<Migration> all = Migration.all();
        return IntStream.range(1, all.size()).mapToObj(next -> Arguments.of(all.get(next - 1), all.get(next)));
    }

    /** A migration that is written in SQL; there is no store with a run in it before the first of them. */
    private record Migration(int number, Resource script) {

        static List<Migration> all() throws IOException {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql"))
                    .map(script -> new Migration(
                            Integer.parseInt(
                                    String.valueOf(script.getFilename()).replaceAll("V(\\d+)__.*", "$1")),
                            script))
                    .sorted(Comparator.comparing(Migration::number))
                    .toList();
        }

        String version() {
            return String.valueOf(number);
        }

        List<String> statements() throws IOException {
            String uncommented =
                    script.getContentAsString(StandardCharsets.UTF_8).replaceAll("(?m)--.*$", "");
            return Arrays.stream(uncommented.split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        }

        @Override
        public String toString() {
            return "V" + number;
        }
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }
}
