package dev.audiencesync.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings a store's tables to what this release needs. */
final class Schema {
    private Schema() {}

    /**
     * Migrates. H2 commits each statement that makes a table, so a process killed within its first migration leaves some
     * tables behind and no word of it: a store without any run holds nothing worth keeping, and is made anew.
     */
    static void migrate(DataSource dataSource) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new V1__SpringBatchMetadata())
                .locations("classpath:db/migration")
                .load();
        JdbcClient jdbc = JdbcClient.create(dataSource);
        if (flyway.info().pending().length > 0 && !holdsRuns(jdbc)) {
            jdbc.sql("drop all objects").update();
        }
        flyway.migrate();
    }

    private static boolean holdsRuns(JdbcClient jdbc) {
        boolean made = count(jdbc, "information_schema.tables where lower(table_name) = 'run'") > 0;
        return made && count(jdbc, "run") > 0;
    }

    private static long count(JdbcClient jdbc, String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
    }
}
