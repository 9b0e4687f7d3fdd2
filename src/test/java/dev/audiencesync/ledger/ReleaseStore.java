package dev.audiencesync.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A store with a run in it, as another release left it. */
public final class ReleaseStore {
    private static final String EARLIER = "11";
    private static final StoreWait WAIT = new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5));

    /** By the version of their tables; each is made once and copied. */
    private static final Map<String, MadeStore> MADE = new ConcurrentHashMap<>();

    /** Null on PostgreSQL. */
    private final @Nullable Home home;

    private final Dialect dialect;
    private final DataSource dataSource;
    private final Database database;

    private static final String DEFINITION =
            """
            name: nightly
            source: { stream: audience, location: '*.json', format: audience-store, mode: stream }
            actions: [ { action: create-or-update-user, parameters: { user-id: /properties/id } } ]
            """;

    private ReleaseStore(@Nullable Home home, Dialect dialect, DataSource dataSource, Database database) {
        this.home = home;
        this.dialect = dialect;
        this.dataSource = dataSource;
        this.database = database;
    }

    /** Where no store is yet. */
    public static ReleaseStore in(TestDatabase kind, Home home) {
        if (kind == TestDatabase.POSTGRESQL) {
            return at(PostgresServer.emptyUrl());
        }
        home.create();
        DataSource file = new DriverManagerDataSource("jdbc:h2:file:" + home.store(), "sa", "");
        return new ReleaseStore(home, new H2Dialect(), file, new HomeDatabase(home));
    }

    /** In an empty database of PostgreSQL's. */
    public static ReleaseStore at(String url) {
        return new ReleaseStore(null, new PostgresDialect(), new DriverManagerDataSource(url), PostgresServer.at(url));
    }

    public ReleaseStore earlier() {
        return of(EARLIER);
    }

    /** As the release with these tables left it. */
    ReleaseStore of(String version) {
        if (home == null) {
            return madeAs(version);
        }
        MADE.computeIfAbsent(
                        version,
                        made -> new MadeStore(
                                empty -> in(TestDatabase.H2, empty).madeAs(made)))
                .copyTo(home);
        return this;
    }

    private ReleaseStore madeAs(String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new V1__SpringBatchMetadata(dialect))
                .locations(dialect.migrations().toArray(String[]::new))
                .target(version)
                .load()
                .migrate();
        beginRun();
        return this;
    }

    ReleaseStore later() {
        database.openForRun(WAIT).close();
        beginRun();
        new JdbcTemplate(dataSource)
                .update(
                        "insert into \"flyway_schema_history\" select 1000, '1000', 'of tomorrow', 'SQL', 'V1000', 0, 'me',"
                                + " current_timestamp, 1, true");
        return this;
    }

    /** In the columns that every release has. */
    private void beginRun() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.execute("insert into workspace (code, first_seen) select 'w', current_timestamp where not exists"
                + " (select 1 from workspace)");
        template.update(
                "insert into definition_version (job, fingerprint, file, text, first_used) select 'nightly', 'f', 'nightly.yml',"
                        + " cast(? as varchar), current_timestamp where not exists (select 1 from definition_version)",
                DEFINITION);
        template.execute("insert into run (workspace_id, job, kind, mode, definition_id, run_date, sandbox, state,"
                + " started_at, host, os_user) select w.id, 'nightly', 'RUN', 'STREAM', d.id, current_date, true,"
                + " 'FAILED', current_timestamp, 'h', 'u' from workspace w cross join definition_version d");
    }

    /** Puts a tag on somebody. */
    ReleaseStore withMember() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.execute(
                "insert into person (workspace_id, intercom_id, first_run) select workspace_id, 'c', id from run");
        template.execute("insert into tag (workspace_id, intercom_id, name, name_key) select id, 't', 'VIP', 'vip'"
                + " from workspace");
        template.execute("insert into tag_owner (tag_id, person_id, job, since_run) select t.id, p.id, 'nightly',"
                + " p.first_run from tag t cross join person p");
        return this;
    }

    /** Does what a migration began with before it was killed. */
    void begin(String statement) {
        new JdbcTemplate(dataSource).execute(statement);
    }

    /** Begins to do it, in a transaction that never ends well. */
    void beginAndBreakOff(String statement) throws SQLException {
        try (Connection killed = dataSource.getConnection()) {
            killed.setAutoCommit(false);
            try (Statement begun = killed.createStatement()) {
                begun.execute(statement);
            }
            killed.rollback();
        }
    }

    /** Asks the store. */
    <T> T ask(String question, Class<T> type) {
        return new JdbcTemplate(dataSource).queryForObject(question, type);
    }

    public Database database() {
        return database;
    }

    /** The versions of its tables. */
    public List<String> versions() {
        return new JdbcTemplate(dataSource)
                .queryForList(
                        "select \"version\" from \"flyway_schema_history\" where \"version\" is not null"
                                + " order by \"installed_rank\"",
                        String.class);
    }
}
