package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Planned people and changes as rows, with the staged records they come from. */
final class PlanRows {
    private final JdbcTemplate template;
    private final StagedRows staged;

    PlanRows(JdbcTemplate template) {
        this.template = template;
        this.staged = new StagedRows(template);
    }

    void insert(long run, Collection<PersonPlan> people) {
        staged.unpack(
                run,
                people.stream()
                        .flatMap(plan -> Stream.ofNullable(plan.person().stagedSeq()))
                        .toList());
        insertPeople(run, people.stream().map(PersonPlan::person).toList());
        insertChanges(
                run, people.stream().flatMap(plan -> plan.changes().stream()).toList());
    }

    private void insertPeople(long run, Collection<PlannedPerson> people) {
        template.batchUpdate(
                "insert into planned_person (run_id, seq, person_key, person_id, external_id, email, intercom_id,"
                        + " newest_by, visitor, overtakes, state, looked_at, looked_for, email_unseen_at, file, line, staged_seq,"
                        + " ages, held_back, version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select version from person where id = ?))",
                people.stream().map(person -> columns(run, person)).toList());
    }

    private void insertChanges(long run, Collection<PlannedChange> changes) {
        template.batchUpdate(
                "insert into planned_change (run_id, seq, person_seq, wave, phase, kind, tag, payload, reason, cause,"
                        + " commanded, whole) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                changes.stream().map(change -> columns(run, change)).toList());
    }

    void clear(long run) {
        template.update("delete from planned_change where run_id = ?", run);
        template.update("delete from planned_person where run_id = ?", run);
        staged.clear(run);
    }

    static OpenChange open(ResultSet row, int number) throws SQLException {
        PlannedChange change = new PlannedChange(
                row.getLong("seq"),
                row.getLong("person_seq"),
                ChangeKind.valueOf(row.getString("kind")),
                row.getString("tag"),
                FieldsJson.read(row.getString("payload")),
                row.getString("reason"),
                Cause.valueOf(row.getString("cause")),
                row.getBoolean("commanded"),
                FieldsJson.readWhole(row.getString("whole")));
        PlannedPerson person = new PlannedPerson(
                change.personSeq(),
                Rows.requiredFingerprint(row, "person_key"),
                Rows.longOrNull(row, "person_id"),
                new Identifiers(row.getString("external_id"), row.getString("email"), row.getString("intercom_id")),
                new NewestRecord(row.getLong("newest_by"), row.getLong("visitor"), row.getBoolean("overtakes")),
                Rows.fingerprint(row, "state"),
                Rows.looked(row),
                Rows.instant(row, "email_unseen_at"),
                new SourcePosition(row.getString("file"), row.getLong("line")),
                Rows.longOrNull(row, "staged_seq"),
                FieldsJson.readAges(row.getString("ages")),
                row.getBoolean("held_back"));
        return new OpenChange(change, person);
    }

    private static @Nullable Object[] columns(long run, PlannedPerson person) {
        Looked looked = person.looked();
        return new Object[] {
            run,
            person.seq(),
            Rows.uuid(person.key()),
            person.personId(),
            person.identifiers().externalId(),
            person.identifiers().email(),
            person.identifiers().intercomId(),
            person.newest().newestBy(),
            person.newest().visitor(),
            person.newest().overtakes(),
            Rows.uuidOrNull(person.state()),
            looked == null ? null : Rows.time(looked.at()),
            looked == null ? null : Rows.uuid(looked.what()),
            person.emailUnseenAt() == null ? null : Rows.time(person.emailUnseenAt()),
            person.position().file(),
            person.position().line(),
            person.stagedSeq(),
            FieldsJson.writeAges(person.ages()),
            person.heldBack(),
            person.personId()
        };
    }

    private static @Nullable Object[] columns(long run, PlannedChange change) {
        return new Object[] {
            run,
            change.seq(),
            change.personSeq(),
            change.wave(),
            change.phase().order(),
            change.kind().name(),
            change.tag(),
            FieldsJson.write(change.fields()),
            change.reason(),
            change.cause().name(),
            change.commanded(),
            change.whole().isNone() ? null : FieldsJson.write(change.whole())
        };
    }
}
