package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People of a run whom the workspace's ledger does not know, and what a job remembers of those whom it has come to know. */
public final class UnknownPeople {
    private static final String NOT_EXISTS = " and not exists (select 1 from person p where p.workspace_id = :workspace"
            + " and p.intercom_id is not null";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public UnknownPeople(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** The last place in the run's reading order; 0 where nothing is staged. */
    public long lastPlace(long run) {
        return jdbc.sql("select coalesce(max(seq), 0) from staged_person where run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    /** A staged record of somebody unknown. */
    public record Unknown(StagedPeople.Place place, boolean hasEmail) {}

    /** The staged records of a part of the reading order that name somebody, and nobody whom the ledger knows by that. */
    public List<Unknown> between(long workspace, long run, long after, long upTo) {
        return jdbc.sql("select s.seq, s.person_key, s.email_key from staged_person s where s.run_id = :run"
                        + " and s.seq > :after and s.seq <= :upTo"
                        + " and (s.external_id is not null or s.email_key is not null)"
                        + NOT_EXISTS + " and p.external_id = s.external_id)"
                        + NOT_EXISTS + " and p.external_id is null and p.email_key = s.email_key)"
                        + " order by s.run_id, s.seq")
                .param("run", run)
                .param("after", after)
                .param("upTo", upTo)
                .param("workspace", workspace)
                .query((row, number) -> new Unknown(
                        new StagedPeople.Place(row.getLong("seq"), Rows.requiredFingerprint(row, "person_key")),
                        row.getString("email_key") != null))
                .list();
    }

    /** How many contacts of the workspace the ledger knows. */
    public long known(long workspace) {
        return jdbc.sql("select count(*) from person where workspace_id = ? and intercom_id is not null")
                .param(workspace)
                .query(Long.class)
                .single();
    }

    /**
     * What a contact holds counts as sent by the job, unless the job remembers something of it already.
     *
     * @param key under which the job is to know the person
     * @param fields what stands in Intercom as the record asks for it
     */
    public void remember(
            OutcomeStore.Execution execution,
            LedgerPerson person,
            Fingerprint key,
            SourcePosition position,
            SortedMap<String, String> fields) {
        template.update(
                "merge into person_job t using (select cast(? as bigint) w, cast(? as varchar) j, cast(? as uuid) k"
                        + " from run where id = ? and not exists (select 1 from person_job where person_id = ? and job = ?)) s"
                        + " on (t.workspace_id = s.w and t.job = s.j and t.person_key = s.k)"
                        + " when matched then update set person_id = ?, state = null, fields = ?, definition_id = ?"
                        + " when not matched then insert (workspace_id, job, person_key, person_id, state, newest_by,"
                        + " definition_id, fields, run_id, file, line) values (s.w, s.j, s.k, ?, null, ?, ?, ?, ?, ?, ?)",
                execution.workspaceId(),
                execution.job(),
                Rows.uuid(key),
                execution.run(),
                person.id(),
                execution.job(),
                person.id(),
                FieldsJson.writeTexts(fields),
                execution.definitionId(),
                person.id(),
                Long.MIN_VALUE,
                execution.definitionId(),
                FieldsJson.writeTexts(fields),
                execution.run(),
                position.file(),
                position.line());
    }
}
