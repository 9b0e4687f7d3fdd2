package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The visitors that others took over, as append streams tell it: of each, by the hash of its id, the {@code newestBy} of
 * the newest record that names it in {@code replaces}. Remembered for {@link #REMEMBERED} after the last one that did.
 */
public final class Stitchings {

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final JdbcTemplate template;

    public Stitchings(JdbcTemplate template) {
        this.template = template;
    }

    /** Takes one visitor that was taken over. */
    public interface Stitching {
        void replaced(long visitor, long newestBy);
    }

    /** Forgets what a run has read of them, before it reads again. */
    public void clear(long run) {
        template.update("delete from run_replaced_visitor where run_id = ?", run);
    }

    /** Keeps, until the run is done, what it read. */
    public void read(long run, Map<Long, Long> newestByVisitor) {
        template.batchUpdate(
                "merge into run_replaced_visitor t using (values (cast(? as bigint), cast(? as bigint), cast(? as bigint)))"
                        + " s (run_id, visitor, newest_by) on (t.run_id = s.run_id and t.visitor = s.visitor)"
                        + " when matched then update set newest_by = greatest(t.newest_by, s.newest_by)"
                        + " when not matched then insert (run_id, visitor, newest_by)"
                        + " values (s.run_id, s.visitor, s.newest_by)",
                newestByVisitor.entrySet().stream()
                        .map(entry -> new Object[] {run, entry.getKey(), entry.getValue()})
                        .toList());
    }

    /** Runs over what the job remembers. */
    public void scan(long workspace, String job, Stitching each) {
        new Scan(template)
                .over(
                        "select visitor, newest_by from replaced_visitor where workspace_id = ? and job = ?"
                                + " order by remembered_at desc",
                        row -> each.replaced(row.getLong("visitor"), row.getLong("newest_by")),
                        workspace,
                        job);
    }

    /** Remembers what a run read that is done, and forgets what is old. */
    public void remember(Execution execution, Instant now) {
        template.update(
                "merge into replaced_visitor t using (select visitor, newest_by from run_replaced_visitor where run_id = ?) s"
                        + " on (t.workspace_id = ? and t.job = ? and t.visitor = s.visitor)"
                        + " when matched then update set newest_by = greatest(t.newest_by, s.newest_by), remembered_at = ?"
                        + " when not matched then insert (workspace_id, job, visitor, newest_by, remembered_at)"
                        + " values (?, ?, s.visitor, s.newest_by, ?)",
                execution.run(),
                execution.workspaceId(),
                execution.job(),
                Rows.time(now),
                execution.workspaceId(),
                execution.job(),
                Rows.time(now));
        template.update(
                "delete from replaced_visitor where workspace_id = ? and job = ? and remembered_at < ?",
                execution.workspaceId(),
                execution.job(),
                Rows.time(now.minus(REMEMBERED)));
        template.update(
                "delete from run_replaced_visitor where run_id in (select id from run where workspace_id = ? and job = ?)",
                execution.workspaceId(),
                execution.job());
    }
}
