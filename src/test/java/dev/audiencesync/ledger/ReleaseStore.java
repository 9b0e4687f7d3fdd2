package dev.audiencesync.ledger;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A store with a run in it, as another release left it. */
public final class ReleaseStore {
    private static final String EARLIER = "11";
    private static final StoreWait WAIT = new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5));

    private final Dialect dialect;
    private final DataSource dataSource;
    private final Database database;

    private ReleaseStore(Dialect dialect, DataSource dataSource, Database database) {
        this.dialect = dialect;
        this.dataSource = dataSource;
        this.database = database;
    }

    /** Where no store is yet. */
    public static ReleaseStore in(TestDatabase kind, Home home) {
        if (kind == TestDatabase.POSTGRESQL) {
            String url = PostgresServer.emptyUrl();
            return new ReleaseStore(new PostgresDialect(), new DriverManagerDataSource(url), PostgresServer.at(url));
        }
        home.create();
        DataSource file = new DriverManagerDataSource("jdbc:h2:file:" + home.store(), "sa", "");
        return new ReleaseStore(new H2Dialect(), file, new HomeDatabase(home));
    }

    public ReleaseStore earlier() {
        return of(EARLIER);
    }

    /** As the release with these tables left it. */
    ReleaseStore of(String version) {
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

    private void beginRun() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        long workspace =
                new KnownWorkspaces(template).numberOf("w", null, URI.create("http://127.0.0.1"), Instant.EPOCH);
        Ledgers.run(template, workspace, "nightly", "a definition");
    }

    /** Does what a migration began with before it was killed. */
    void begin(String statement) {
        new JdbcTemplate(dataSource).execute(statement);
    }

    Database database() {
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
