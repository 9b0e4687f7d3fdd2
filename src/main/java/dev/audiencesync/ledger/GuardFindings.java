package dev.audiencesync.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the guard found in runs' plans, and who let it pass. */
public final class GuardFindings {
    private final JdbcClient jdbc;

    public GuardFindings(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * One finding.
     *
     * @param guard the guard's name
     * @param allowedWith the option that let it pass; null where none did
     * @param allowedBy user and host
     */
    public record StoredFinding(
            int ordinal,
            String guard,
            @Nullable String tag,
            long amount,
            String message,
            @Nullable String allowedWith,
            @Nullable String allowedBy) {

        public boolean allowed() {
            return allowedWith != null;
        }

        /** The message, with who let it pass. */
        public String text() {
            return allowed() ? message + " Allowed by " + allowedBy + " with " + allowedWith + "." : message;
        }
    }

    public void clear(long run) {
        jdbc.sql("delete from guard_finding where run_id = ?").param(run).update();
    }

    public void add(long run, StoredFinding finding) {
        jdbc.sql("insert into guard_finding (run_id, ordinal, guard, tag, amount, message) values (?, ?, ?, ?, ?, ?)")
                .param(1, run)
                .param(2, finding.ordinal())
                .param(3, finding.guard())
                .param(4, finding.tag(), java.sql.Types.VARCHAR)
                .param(5, finding.amount())
                .param(6, finding.message())
                .update();
    }

    public void allow(long run, int ordinal, String with, String by, Instant now) {
        jdbc.sql("update guard_finding set allowed_with = ?, allowed_by = ?, allowed_at = ?"
                        + " where run_id = ? and ordinal = ?")
                .params(with, by, Rows.time(now), run, ordinal)
                .update();
    }

    public List<StoredFinding> of(long run) {
        return jdbc.sql("select * from guard_finding where run_id = ? order by ordinal")
                .param(run)
                .query((row, number) -> new StoredFinding(
                        row.getInt("ordinal"),
                        row.getString("guard"),
                        row.getString("tag"),
                        row.getLong("amount"),
                        row.getString("message"),
                        row.getString("allowed_with"),
                        row.getString("allowed_by")))
                .list();
    }
}
