package dev.audiencesync.ledger;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store's tables, and the version this release needs them to have. */
final class Schema {
    private static final String NOT_MADE = "0";

    private final String store;
    private final JdbcClient jdbc;
    private final Dialect dialect;
    private final Flyway flyway;

    /** @param store what messages call it */
    Schema(String store, DataSource dataSource, Dialect dialect) {
        this.store = store;
        this.jdbc = JdbcClient.create(dataSource);
        this.dialect = dialect;
        this.flyway = Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new V1__SpringBatchMetadata(dialect))
                .locations(dialect.migrations().toArray(String[]::new))
                .load();
    }

    /**
     * Brings the tables to what this release needs. A migration that was begun and did not come to its end, killed or
     * failed, is begun anew: each of its statements can be repeated.
     *
     * @throws StoreUnavailableException where a newer release has changed them
     */
    void migrate() {
        MigrationInfoService info = flyway.info();
        refuseNewer(info);
        if (Arrays.stream(info.all()).allMatch(Schema::isDone)) {
            // To look for more takes longer than all else that opening a store takes.
            return;
        }
        if (info.pending().length > 0 && !holdsRuns()) {
            dialect.clearHalfMade(jdbc);
        }
        if (!flyway.validateWithResult().validationSuccessful) {
            // Forgets what failed; and a migration that was made repeatable since is the one it was, in other words.
            flyway.repair();
        }
        flyway.migrate();
    }

    /**
     * Whether the tables are what this release needs.
     *
     * @throws StoreUnavailableException where a newer release has changed them
     */
    boolean isUpToDate() {
        MigrationInfoService info = flyway.info();
        refuseNewer(info);
        return info.pending().length == 0;
    }

    /**
     * Whether there is something to look at; nothing is changed. What a first run is making, or was when it was killed, is
     * nothing yet.
     *
     * @throws OlderStoreException where a run has to bring the tables up to date first
     * @throws StoreUnavailableException where a newer release has changed them
     */
    boolean isToLookAt() {
        if (!isToLookUpIn()) {
            return false;
        }
        MigrationInfoService info = flyway.info();
        if (Arrays.stream(info.pending()).anyMatch(MigrationInfo::isVersioned)) {
            throw new OlderStoreException(store, newest(info, Schema::isApplied), newest(info, Schema::isKnown));
        }
        return true;
    }

    /**
     * Whether there is something to look a run up in, be it of an earlier release; nothing is changed.
     *
     * @throws StoreUnavailableException where a newer release has changed the tables
     */
    boolean isToLookUpIn() {
        return isUpToDate() || holdsRuns();
    }

    private void refuseNewer(MigrationInfoService info) {
        if (Arrays.stream(info.all()).anyMatch(migration -> !isKnown(migration))) {
            throw new StoreUnavailableException("The tables of " + store + " were changed by a newer release (version "
                    + newest(info, Schema::isApplied) + ", where this release knows " + newest(info, Schema::isKnown)
                    + "). They were left as they are: use that release, or another store.");
        }
    }

    private static boolean isApplied(MigrationInfo migration) {
        return migration.getState().isApplied();
    }

    private static boolean isDone(MigrationInfo migration) {
        return isApplied(migration) && !migration.getState().isFailed();
    }

    private static boolean isKnown(MigrationInfo migration) {
        return migration.getState() != MigrationState.FUTURE_SUCCESS
                && migration.getState() != MigrationState.FUTURE_FAILED;
    }

    private static String newest(MigrationInfoService info, Predicate<MigrationInfo> which) {
        return Arrays.stream(info.all())
                .filter(which)
                .flatMap(migration -> Optional.ofNullable(migration.getVersion()).stream())
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElse(NOT_MADE);
    }

    private boolean holdsRuns() {
        boolean made =
                count("information_schema.tables where lower(table_name) = 'run' and table_schema = current_schema")
                        > 0;
        return made && count("run") > 0;
    }

    private long count(String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
    }
}
