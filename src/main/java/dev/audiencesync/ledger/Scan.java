package dev.audiencesync.ledger;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads many rows as they come. PostgreSQL's driver takes a whole result into memory, unless it is read a part at a time
 * within a transaction.
 */
final class Scan {
    private static final int ROWS_AT_A_TIME = 5_000;

    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    Scan(JdbcTemplate store) {
        DataSource dataSource = Objects.requireNonNull(store.getDataSource());
        this.template = new JdbcTemplate(dataSource);
        this.template.setFetchSize(ROWS_AT_A_TIME);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** In the caller's transaction, or in one of its own. */
    void over(String sql, RowCallbackHandler rows, @Nullable Object... parameters) {
        transaction.executeWithoutResult(status -> template.query(sql, rows, parameters));
    }
}
