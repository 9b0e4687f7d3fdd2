package dev.audiencesync.ledger;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The staged records of runs. */
public final class StagedPeople {
    private static final String COLUMNS =
            "seq, person_key, external_id, email, intercom_id, fields, facts, newest_by, state, file, line";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public StagedPeople(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    public void insert(long run, Collection<StagedPerson> people) {
        template.batchUpdate(
                "insert into staged_person (run_id, email_key, " + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                people.stream().map(person -> columns(run, person)).toList());
    }

    private static Object[] columns(long run, StagedPerson staged) {
        DesiredPerson desired = staged.desired();
        Identifiers identifiers = desired.identifiers();
        return new Object[] {
            run,
            identifiers.emailKey(),
            staged.seq(),
            Rows.uuid(staged.key()),
            identifiers.externalId(),
            identifiers.email(),
            identifiers.intercomId(),
            FieldsJson.write(desired.fields()),
            FactsText.write(desired.facts()),
            desired.newestBy(),
            Rows.uuid(staged.state()),
            desired.position().file(),
            desired.position().line()
        };
    }

    /** The next records in reading order. */
    public List<StagedPerson> after(long run, long seq, int limit) {
        return jdbc.sql("select " + COLUMNS + " from staged_person where run_id = ? and seq > ? order by seq limit ?")
                .params(run, seq, limit)
                .query(StagedPeople::read)
                .list();
    }

    /** The next records without an external id, in reading order. */
    public List<StagedPerson> withoutExternalIdAfter(long run, long seq, int limit) {
        return jdbc.sql("select " + COLUMNS + " from staged_person where run_id = ? and seq > ? and external_id is null"
                        + " order by seq limit ?")
                .params(run, seq, limit)
                .query(StagedPeople::read)
                .list();
    }

    /** The records with an external id that hold one of the e-mails. */
    public List<StagedPerson> withExternalIdAndEmail(long run, Collection<String> emailKeys) {
        if (emailKeys.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select " + COLUMNS + " from staged_person where run_id = :run and external_id is not null"
                        + " and email_key in (:emails)")
                .param("run", run)
                .param("emails", emailKeys)
                .query(StagedPeople::read)
                .list();
    }

    /** Forgets the staging of all runs of a job: they are done, or replaced. */
    public void clearAll(OutcomeStore.Execution execution) {
        jdbc.sql("delete from staged_person where run_id in (select id from run where workspace_id = ? and job = ?)")
                .params(execution.workspaceId(), execution.job())
                .update();
    }

    /** Forgets a run's staging, before it is read again. */
    public void clear(long run) {
        jdbc.sql("delete from staged_person where run_id = ?").param(run).update();
    }

    private static StagedPerson read(ResultSet row, int number) throws SQLException {
        DesiredPerson desired = new DesiredPerson(
                new Identifiers(row.getString("external_id"), row.getString("email"), row.getString("intercom_id")),
                FieldsJson.readList(row.getString("fields")),
                FactsText.read(row.getString("facts")),
                row.getLong("newest_by"),
                new SourcePosition(row.getString("file"), row.getLong("line")));
        return new StagedPerson(
                row.getLong("seq"),
                Rows.requiredFingerprint(row, "person_key"),
                Rows.requiredFingerprint(row, "state"),
                desired);
    }
}
