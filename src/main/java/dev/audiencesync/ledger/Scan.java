package dev.audiencesync.ledger;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
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

    /**
     * As {@link #over}, of most of a large table; the rows may not ask the store anything. H2 would else make the whole
     * result, and write it to its file, before it hands on the first row.
     */
    void asTheyCome(String sql, RowCallbackHandler rows, @Nullable Object... parameters) {
        transaction.executeWithoutResult(status -> {
            boolean lazily = isH2();
            if (lazily) {
                template.execute("set lazy_query_execution true");
            }
            try {
                template.query(sql, rows, parameters);
            } finally {
                if (lazily) {
                    template.execute("set lazy_query_execution false");
                }
            }
        });
    }

    boolean isH2() {
        return Boolean.TRUE.equals(template.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2")));
    }

    /** In the caller's transaction, or in one of its own. */
    void over(String sql, RowCallbackHandler rows, @Nullable Object... parameters) {
        transaction.executeWithoutResult(status -> template.query(sql, rows, parameters));
    }
}
