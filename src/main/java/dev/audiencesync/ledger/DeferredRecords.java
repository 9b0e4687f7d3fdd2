package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records of append streams of which something was deferred, held back or rejected: their files are consumed. Every run of the job
 * reads the deferred ones before its files, as the oldest there are, so that whatever is newer replaces them, under
 * whichever of the person's names it comes. The rejected ones wait for somebody to ask for another try.
 */
public final class DeferredRecords {
    private static final Duration REJECTED_ARE_KEPT = Duration.ofDays(30);

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

    /** The rejected ones of the job: where records add to each other, they still say what newer ones do not. */
    public List<DeferredRecord> rejected(long workspaceId, String job) {
        return jdbc.sql("select * from deferred_record where workspace_id = ? and job = ? and rejected"
                        + " order by run_id, newest_by, file, line")
                .params(workspaceId, job)
                .query(DeferredRecords::read)
                .list();
    }

    /** Those of the job; the rejected ones too where what was rejected is tried again. */
    public List<DeferredRecord> of(long workspaceId, String job, RunKind kind) {
        return jdbc.sql("select * from deferred_record where workspace_id = ? and job = ? and (not rejected or ?)"
                        + " order by run_id, newest_by, file, line")
                .params(workspaceId, job, kind == RunKind.RETRY)
                .query(DeferredRecords::read)
                .list();
    }

    private static DeferredRecord read(ResultSet row, int number) throws SQLException {
        return new DeferredRecord(
                row.getLong("definition_id"),
                new DesiredPerson(
                        new Identifiers(
                                row.getString("external_id"), row.getString("email"), row.getString("intercom_id")),
                        FieldsJson.readList(row.getString("fields")),
                        FactsText.read(row.getString("facts")).decided(),
                        row.getLong("newest_by"),
                        new SourcePosition(row.getString("file"), row.getLong("line")),
                        FieldsJson.readAges(row.getString("ages")),
                        row.getLong("visitor")));
    }

    /** Forgets all of the job's: a snapshot says everything anew. */
    public void clear(Execution execution) {
        jdbc.sql("delete from deferred_record where workspace_id = ? and job = ?")
                .params(execution.workspaceId(), execution.job())
                .update();
    }

    /** Forgets the deferred ones of the job, which a run that is done has read, and rejected ones that have grown old. */
    public void clearRead(Execution execution, Instant now) {
        jdbc.sql("delete from deferred_record where workspace_id = ? and job = ? and (not rejected or kept_at < ?)")
                .params(execution.workspaceId(), execution.job(), Rows.time(now.minus(REJECTED_ARE_KEPT)))
                .update();
    }

    /**
     * Forgets those of the people whom the run planned for: what it planned came from a newer record. A record that has only their e-mail was
     * taken for theirs, or for nobody's; an older one that has it and an external id is overtaken where they have none.
     */
    public void clearPlanned(Execution execution) {
        jdbc.sql("delete from deferred_record d where d.workspace_id = ? and d.job = ? and exists"
                        + " (select 1 from planned_person p left join staged_person s on s.run_id = p.run_id"
                        + " and s.seq = p.staged_seq where p.run_id = ? and (d.person_key in (p.person_key, s.person_key)"
                        + " or (lower(d.email) = lower(p.email) and (d.external_id is null"
                        + " or (p.external_id is null and d.newest_by <= p.newest_by)))))")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
    }

    /**
     * Keeps the records of the people of whom the run deferred something, or held something back for a refused record, and
     * of those of whom something was rejected, now or, as what was refused stands, before.
     */
    public void keep(Execution execution, Instant now) {
        String deferred = "(p.held_back or exists (select 1 from planned_change c where c.run_id = p.run_id"
                + " and c.person_seq = p.seq and c.outcome = 'DEFERRED'))";
        jdbc.sql(
                        "insert into deferred_record (workspace_id, job, person_key, definition_id, run_id, external_id, email,"
                                + " intercom_id, fields, facts, newest_by, file, line, ages, visitor, rejected, kept_at) select ?, ?,"
                                + " s.person_key, ?, s.run_id, s.external_id, s.email, s.intercom_id, s.fields, s.facts,"
                                + " s.newest_by, s.file, s.line, s.ages, s.visitor, not " + deferred + ", ?"
                                + " from planned_person p join staged_person s on s.run_id = p.run_id and s.seq = p.staged_seq"
                                + " where p.run_id = ? and (" + deferred
                                + " or exists (select 1 from refused_change r where"
                                + " r.workspace_id = ? and r.job = ? and r.person_key = p.person_key))")
                .params(
                        execution.workspaceId(),
                        execution.job(),
                        execution.definitionId(),
                        Rows.time(now),
                        execution.run(),
                        execution.workspaceId(),
                        execution.job())
                .update();
    }
}
