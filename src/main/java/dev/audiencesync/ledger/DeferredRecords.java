package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records of append streams of which something was deferred. Every run of the job reads them before its files, as the
 * oldest there are, so that whatever is newer replaces them, under whichever of the person's names it comes.
 */
public final class DeferredRecords {
    private final JdbcClient jdbc;

    public DeferredRecords(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * One record.
     *
     * @param definitionId the definition it was mapped with
     */
    public record DeferredRecord(long definitionId, DesiredPerson desired) {}

    public List<DeferredRecord> of(long workspaceId, String job) {
        return jdbc.sql("select * from deferred_record where workspace_id = ? and job = ? order by run_id, newest_by,"
                        + " file, line")
                .params(workspaceId, job)
                .query((row, number) -> new DeferredRecord(
                        row.getLong("definition_id"),
                        new DesiredPerson(
                                new Identifiers(
                                        row.getString("external_id"),
                                        row.getString("email"),
                                        row.getString("intercom_id")),
                                FieldsJson.readList(row.getString("fields")),
                                new ConditionFacts(row.getString("facts")),
                                row.getLong("newest_by"),
                                new SourcePosition(row.getString("file"), row.getLong("line")))))
                .list();
    }

    /** Forgets all of the job's: a run that is done has read them, or a snapshot says everything anew. */
    public void clear(Execution execution) {
        jdbc.sql("delete from deferred_record where workspace_id = ? and job = ?")
                .params(execution.workspaceId(), execution.job())
                .update();
    }

    /** Forgets those of the people whom the run planned for: it was for them only. */
    public void clearPlanned(Execution execution) {
        jdbc.sql("delete from deferred_record where workspace_id = ? and job = ? and person_key in"
                        + " (select s.person_key from planned_person p join staged_person s on s.run_id = p.run_id"
                        + " and s.seq = p.staged_seq where p.run_id = ?)")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
    }

    /** Keeps the records of the people of whom the run deferred something. */
    public void keep(Execution execution) {
        jdbc.sql(
                        "insert into deferred_record (workspace_id, job, person_key, definition_id, run_id, external_id, email,"
                                + " intercom_id, fields, facts, newest_by, file, line) select ?, ?, s.person_key, ?, s.run_id,"
                                + " s.external_id, s.email, s.intercom_id, s.fields, s.facts, s.newest_by, s.file, s.line"
                                + " from planned_person p join staged_person s on s.run_id = p.run_id and s.seq = p.staged_seq"
                                + " where p.run_id = ? and exists (select 1 from planned_change c where c.run_id = p.run_id"
                                + " and c.person_seq = p.seq and c.outcome = 'DEFERRED')")
                .params(execution.workspaceId(), execution.job(), execution.definitionId(), execution.run())
                .update();
    }
}
