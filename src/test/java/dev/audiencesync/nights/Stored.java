package dev.audiencesync.nights;

import dev.audiencesync.ledger.Store;
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks into a store, each time anew. */
interface Stored {
    Store openToLook();

    /** The run as {@code status} shows it. */
    default RunRow statusOf(long run) {
        return look(store -> new RunHistory(store, workspace -> false).find(run).orElseThrow());
    }

    /** The first column of what a query of the store answers. */
    default List<String> stored(String sql) {
        return look(store -> store.queryForList(sql, String.class));
    }

    /** Does something to the store, or asks it something. */
    default <T> T look(Function<JdbcTemplate, T> question) {
        try (Store store = openToLook()) {
            return question.apply(new JdbcTemplate(store.dataSource()));
        }
    }
}
