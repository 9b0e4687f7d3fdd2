package dev.audiencesync.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One ledger in memory, migrated once as {@link Store} does it. Each test takes a workspace of its own: nothing in the
 * ledger crosses from one to another.
 */
public final class Ledgers {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final HikariDataSource SHARED = inMemory();

    private Ledgers() {}

    /** A ledger of its own, for tests of what is not kept apart by workspace. */
    public static HikariDataSource inMemory() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl("jdbc:h2:mem:ledger" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        dataSource.setUsername("sa");
        dataSource.setMaximumPoolSize(8);
        dataSource.setMinimumIdle(1);
        Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new V1__SpringBatchMetadata())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return dataSource;
    }

    public static JdbcTemplate template() {
        return new JdbcTemplate(SHARED);
    }

    public static TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(SHARED));
    }

    public static long workspace() {
        return new KnownWorkspaces(template())
                .numberOf("test-" + NUMBER.incrementAndGet(), null, URI.create("http://127.0.0.1"), Instant.EPOCH);
    }

    public static long run(long workspace, String job, String definition) {
        return run(template(), workspace, job, definition);
    }

    public static long run(JdbcTemplate template, long workspace, String job, String definition) {
        return new RunStore(template)
                .begin(
                        new NewRun(
                                workspace,
                                job,
                                RunKind.RUN,
                                "STREAM",
                                Path.of(job + ".yml"),
                                definition,
                                null,
                                LocalDate.EPOCH,
                                false,
                                null,
                                Canary.EVERYBODY),
                        Instant.EPOCH);
    }
}
