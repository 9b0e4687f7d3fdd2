package dev.audiencesync.ledger;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Spring Batch's own tables, from the script that ships with the version this release is built on. */
final class V1__SpringBatchMetadata extends BaseJavaMigration {
    private final Dialect dialect;

    V1__SpringBatchMetadata(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void migrate(Context context) {
        ScriptUtils.executeSqlScript(context.getConnection(), new ClassPathResource(dialect.batchTables()));
    }
}
