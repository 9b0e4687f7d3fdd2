package dev.audiencesync.ledger;

import java.util.Optional;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a job's last whole run saw, by workspace. */
public final class Baselines {
    private final JdbcClient jdbc;

    public Baselines(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A whole run's measures.
     *
     * @param fills by field, how many of the records had it filled
     */
    public record Baseline(long run, long people, long records, SortedMap<String, Long> fills) {}

    public Optional<Baseline> of(long workspaceId, String job) {
        return jdbc.sql("select * from baseline where workspace_id = ? and job = ?")
                .params(workspaceId, job)
                .query((row, number) -> new Baseline(
                        row.getLong("run_id"),
                        row.getLong("people"),
                        row.getLong("records"),
                        FieldsJson.readCounts(row.getString("fills"))))
                .optional();
    }

    /** Notes what a run's records had filled, until the run is whole. */
    public void read(long run, SortedMap<String, Long> fills) {
        jdbc.sql("update run set fills = ? where id = ?")
                .params(FieldsJson.writeCounts(fills), run)
                .update();
    }

    /** Makes the run the measure of the next; one that read nothing measures nothing. */
    public void replace(OutcomeStore.Execution execution) {
        String whole = " from run r where r.id = ? and r.records_read > 0 and r.fills is not null";
        jdbc.sql("delete from baseline where workspace_id = ? and job = ? and exists (select 1" + whole + ")")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
        jdbc.sql("insert into baseline (workspace_id, job, run_id, people, records, fills)"
                        + " select r.workspace_id, r.job, r.id, r.people, r.records_read, r.fills" + whole)
                .param(execution.run())
                .update();
    }
}
