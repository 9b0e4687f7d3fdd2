package dev.audiencesync.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was found out about {@link BulkUntag} in a workspace, for every later run of any of its jobs. */
public final class BulkUntagMemory {
    private final JdbcClient jdbc;
    private final long workspace;

    public BulkUntagMemory(JdbcTemplate template, long workspace) {
        this.jdbc = JdbcClient.create(template);
        this.workspace = workspace;
    }

    public BulkUntag verdict() {
        Optional<String> kept = jdbc.sql("select bulk_untag from workspace where id = ? and bulk_untag is not null")
                .param(workspace)
                .query(String.class)
                .optional();
        return kept.map(BulkUntag::valueOf).orElse(BulkUntag.UNTRIED);
    }

    /** Keeps a verdict in the caller's transaction; {@link BulkUntag#UNTRIED} takes one back. */
    public void keep(BulkUntag verdict) {
        jdbc.sql("update workspace set bulk_untag = ? where id = ?")
                .param(1, word(verdict), java.sql.Types.VARCHAR)
                .param(2, workspace)
                .update();
    }

    private static @Nullable String word(BulkUntag verdict) {
        return verdict == BulkUntag.UNTRIED ? null : verdict.name();
    }
}
