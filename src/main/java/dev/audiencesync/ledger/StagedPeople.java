package dev.audiencesync.ledger;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The staged records of runs, in reading order; {@link StagedNames} finds them by whom they are about. */
public final class StagedPeople {
    static final String COLUMNS =
            "seq, person_key, external_id, email, intercom_id, fields, facts, newest_by, state, file, line, ages, visitor";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public StagedPeople(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    public void insert(long run, Collection<StagedPerson> people) {
        if (people.isEmpty()) {
            return;
        }
        template.batchUpdate(
                "insert into staged_person (run_id, email_key, " + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                people,
                people.size(),
                (row, person) -> set(row, run, person));
    }

    /** Whoever sets a null without a type has the database asked for it each time. */
    private static void set(PreparedStatement row, long run, StagedPerson staged) throws SQLException {
        DesiredPerson desired = staged.desired();
        Identifiers identifiers = desired.identifiers();
        int column = 1;
        row.setLong(column++, run);
        row.setString(column++, identifiers.emailKey());
        row.setLong(column++, staged.seq());
        row.setObject(column++, Rows.uuid(staged.key()));
        row.setString(column++, identifiers.externalId());
        row.setString(column++, identifiers.email());
        row.setString(column++, identifiers.intercomId());
        row.setString(column++, FieldsJson.write(desired.fields()));
        row.setString(column++, FactsText.write(desired.facts()));
        row.setLong(column++, desired.newestBy());
        row.setObject(column++, Rows.uuid(staged.state()));
        row.setString(column++, desired.position().file());
        row.setLong(column++, desired.position().line());
        row.setString(column++, FieldsJson.writeAges(desired.ages()));
        row.setLong(column, desired.visitor());
    }

    /**
     * The next records in reading order. The order names the whole key: H2 sorts all that follow where it names the end of it
     * alone.
     */
    public List<StagedPerson> after(long run, long seq, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from staged_person where run_id = ? and seq > ? order by run_id, seq limit ?")
                .params(run, seq, limit)
                .query(StagedPeople::read)
                .list();
    }

    /** The records at some places of the reading order. */
    public List<StagedPerson> at(long run, Collection<Long> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select " + COLUMNS + " from staged_person where run_id = :run and seq in (:places)"
                        + " order by run_id, seq")
                .param("run", run)
                .param("places", places)
                .query(StagedPeople::read)
                .list();
    }

    /** The next records without an external id, in reading order. */
    public List<StagedPerson> withoutExternalIdAfter(long run, long seq, int limit) {
        return jdbc.sql("select " + COLUMNS + " from staged_person where run_id = ? and seq > ? and external_id is null"
                        + " order by run_id, seq limit ?")
                .params(run, seq, limit)
                .query(StagedPeople::read)
                .list();
    }

    /** Whether any record has, or lacks, an external id. */
    public boolean hasAny(long run, boolean withExternalId) {
        return !jdbc.sql("select 1 from staged_person where run_id = ? and external_id is "
                        + (withExternalId ? "not null" : "null") + " limit 1")
                .param(run)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** A record by its place and its person: all that tells which one is to be planned for. */
    public record Place(long seq, Fingerprint key) {}

    /** The next records' places in reading order. */
    public List<Place> placesAfter(long run, long seq, int limit) {
        return jdbc.sql(
                        "select seq, person_key from staged_person where run_id = ? and seq > ? order by run_id, seq limit ?")
                .params(run, seq, limit)
                .query((row, number) -> new Place(row.getLong("seq"), Rows.requiredFingerprint(row, "person_key")))
                .list();
    }

    /** Puts other facts in the place of those of records that stay staged, by their places. */
    public void tell(long run, Map<Long, ConditionFacts> facts) {
        template.batchUpdate(
                "update staged_person set facts = ? where run_id = ? and seq = ?",
                facts.entrySet().stream()
                        .map(told -> new Object[] {FactsText.write(told.getValue()), run, told.getKey()})
                        .toList());
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

    static StagedPerson read(ResultSet row, int number) throws SQLException {
        DesiredPerson desired = new DesiredPerson(
                new Identifiers(row.getString("external_id"), row.getString("email"), row.getString("intercom_id")),
                FieldsJson.readList(row.getString("fields")),
                FactsText.read(row.getString("facts")),
                row.getLong("newest_by"),
                new SourcePosition(row.getString("file"), row.getLong("line")),
                FieldsJson.readAges(row.getString("ages")),
                row.getLong("visitor"));
        return new StagedPerson(
                row.getLong("seq"),
                Rows.requiredFingerprint(row, "person_key"),
                Rows.requiredFingerprint(row, "state"),
                desired);
    }
}
