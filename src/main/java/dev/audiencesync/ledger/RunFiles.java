package dev.audiencesync.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The export files of runs, and those of an append stream that were consumed. */
public final class RunFiles {
    private final JdbcClient jdbc;

    public RunFiles(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * One file of a run.
     *
     * @param ordinal its place in reading order, from 0
     * @param consumedBefore whether an earlier run took it in, so that this one does not read it
     * @param complete whether it was read to its end
     * @param kind what it was recognised as; null where the definition says what it is
     */
    public record RunFile(
            int ordinal,
            String path,
            String display,
            long size,
            Instant modifiedAt,
            String sha256,
            long records,
            long rejected,
            boolean consumedBefore,
            boolean complete,
            @Nullable String kind) {}

    public void clear(long run) {
        jdbc.sql("delete from run_file where run_id = ?").param(run).update();
    }

    public void add(long run, RunFile file) {
        jdbc.sql(
                        "insert into run_file (run_id, ordinal, path, display, size_bytes, modified_at, sha256, consumed_before,"
                                + " kind) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        run,
                        file.ordinal(),
                        file.path(),
                        file.display(),
                        file.size(),
                        Rows.time(file.modifiedAt()),
                        file.sha256(),
                        file.consumedBefore())
                .param(file.kind())
                .update();
    }

    public void counted(long run, int ordinal, long records, long rejected, boolean complete) {
        jdbc.sql("update run_file set records = ?, rejected = ?, complete = ? where run_id = ? and ordinal = ?")
                .params(records, rejected, complete, run, ordinal)
                .update();
    }

    public List<RunFile> of(long run) {
        return jdbc.sql("select * from run_file where run_id = ? order by ordinal")
                .param(run)
                .query(RunFiles::read)
                .list();
    }

    public boolean consumed(long workspace, String job, String path, String sha256) {
        return jdbc.sql("select count(*) from consumed_file where workspace_id = ? and job = ? and path = ?"
                                + " and sha256 = ?")
                        .params(workspace, job, path, sha256)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * What was last consumed under a path.
     *
     * @param size in bytes
     */
    public record ConsumedFile(long run, long size) {}

    public Optional<ConsumedFile> lastConsumed(long workspace, String job, String path) {
        return jdbc.sql("select run_id, size_bytes from consumed_file where workspace_id = ? and job = ? and path = ?"
                        + " order by run_id desc limit 1")
                .params(workspace, job, path)
                .query((row, number) -> new ConsumedFile(row.getLong("run_id"), row.getLong("size_bytes")))
                .optional();
    }

    /** Marks all files the run has read to their end as consumed; belongs to the transaction that ends the applying step. */
    public void consume(long run, long workspace, String job) {
        jdbc.sql("insert into consumed_file (workspace_id, job, path, size_bytes, modified_at, sha256, run_id)"
                        + " select ?, ?, f.path, f.size_bytes, f.modified_at, f.sha256, f.run_id from run_file f"
                        + " where f.run_id = ? and f.complete and not f.consumed_before and not exists (select 1 from consumed_file c"
                        + " where c.workspace_id = ? and c.job = ? and c.path = f.path and c.sha256 = f.sha256)")
                .params(workspace, job, run, workspace, job)
                .update();
    }

    private static RunFile read(ResultSet row, int number) throws SQLException {
        return new RunFile(
                row.getInt("ordinal"),
                row.getString("path"),
                row.getString("display"),
                row.getLong("size_bytes"),
                Rows.requiredInstant(row, "modified_at"),
                row.getString("sha256"),
                row.getLong("records"),
                row.getLong("rejected"),
                row.getBoolean("consumed_before"),
                row.getBoolean("complete"),
                row.getString("kind"));
    }
}
