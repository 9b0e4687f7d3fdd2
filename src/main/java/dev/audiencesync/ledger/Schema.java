package dev.audiencesync.ledger;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings a store's tables to what this release needs. */
final class Schema {
    private final DataSource dataSource;
    private final Dialect dialect;
    private final Flyway flyway;

    Schema(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.flyway = Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new V1__SpringBatchMetadata(dialect))
                .locations(dialect.migrations().toArray(String[]::new))
                .load();
    }

    void migrate() {
        if (flyway.info().pending().length > 0) {
            dialect.clearHalfMade(JdbcClient.create(dataSource));
        }
        flyway.migrate();
    }

    /** Whether a store was ever made here. */
    boolean isMade() {
        return Arrays.stream(flyway.info().applied())
                .map(MigrationInfo::getVersion)
                .anyMatch(version -> version != null);
    }
}
