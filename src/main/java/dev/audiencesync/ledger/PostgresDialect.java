package dev.audiencesync.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL. */
final class PostgresDialect implements Dialect {
    @Override
    public String batchTables() {
        return "org/springframework/batch/core/schema-postgresql.sql";
    }

    /** The second folder has repeatable migrations only: a version there could be taken by the first one day. */
    @Override
    public List<String> migrations() {
        return List.of("classpath:db/migration", "classpath:db/postgresql");
    }

    /** Making a table is part of the transaction here: a migration that was killed left nothing. */
    @Override
    public void clearHalfMade(JdbcClient jdbc) {}
}
