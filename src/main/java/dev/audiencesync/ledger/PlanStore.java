package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people and changes of runs' plans. */
public final class PlanStore {
    /** A change with its person, as {@link #open} reads them. */
    static final String SELECT = "select c.*, p.person_key, p.person_id, p.external_id, p.email, p.intercom_id,"
            + " p.newest_by, p.visitor, p.overtakes, p.state, p.looked_at, p.looked_for, p.email_unseen_at, p.file, p.line,"
            + " p.staged_seq, p.ages, p.held_back ";

    private static final String OF_RUN = " from planned_change c join planned_person p on p.run_id = c.run_id"
            + " and p.seq = c.person_seq where c.run_id = ?";

    private static final String OPEN = OF_RUN + " and c.outcome is null";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public PlanStore(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Forgets a plan that was not whole, so that it can be made anew. */
    public void clear(long run) {
        jdbc.sql("delete from planned_change where run_id = ?").param(run).update();
        jdbc.sql("delete from planned_person where run_id = ?").param(run).update();
    }

    public void insert(long run, Collection<PlannedPerson> people, Collection<PlannedChange> changes) {
        template.batchUpdate(
                "insert into planned_person (run_id, seq, person_key, person_id, external_id, email, intercom_id,"
                        + " newest_by, visitor, overtakes, state, looked_at, looked_for, email_unseen_at, file, line, staged_seq,"
                        + " ages, held_back, version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select version from person where id = ?))",
                people.stream().map(person -> columns(run, person)).toList());
        template.batchUpdate(
                "insert into planned_change (run_id, seq, person_seq, wave, phase, kind, tag, payload, reason, cause,"
                        + " commanded, whole) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                changes.stream().map(change -> columns(run, change)).toList());
    }

    /**
     * The first open changes of the plan that may go out together: of one wave and one phase, tag by tag so that tag calls
     * are full.
     *
     * @param limit how many at most, by phase
     * @return empty when nothing is open
     */
    public List<OpenChange> nextOpen(long run, ToIntFunction<ChangeKind.Phase> limit) {
        // The orders name whole beginnings of an index: else H2 sorts all that is open for each slice.
        Optional<int[]> first = jdbc.sql("select c.wave, c.phase from planned_change c where c.run_id = ?"
                        + " and c.outcome is null order by c.run_id, c.outcome, c.wave, c.phase limit 1")
                .param(run)
                .query((row, number) -> new int[] {row.getInt(1), row.getInt(2)})
                .optional();
        if (first.isEmpty()) {
            return List.of();
        }
        ChangeKind.Phase phase = ChangeKind.Phase.ofOrder(first.get()[1]);
        return jdbc.sql(SELECT + OPEN + " and c.wave = ? and c.phase = ?"
                        + " order by c.run_id, c.outcome, c.wave, c.phase, c.tag, c.seq limit ?")
                .params(run, first.get()[0], phase.order(), limit.applyAsInt(phase))
                .query(PlanStore::open)
                .list();
    }

    /** The plan's first changes of a kind, in plan order, whatever became of them. */
    public List<OpenChange> first(long run, ChangeKind kind, int limit) {
        return jdbc.sql(SELECT + OF_RUN + " and c.kind = ? order by c.run_id, c.seq limit ?")
                .params(run, kind.name(), limit)
                .query(PlanStore::open)
                .list();
    }

    /** A change of a plan with the word for what became of it; null while it is open. */
    public interface ChangeScan {
        void change(OpenChange change, @Nullable String outcome);
    }

    /** Runs over all changes of the plan, in plan order. */
    public void forEach(long run, ChangeScan scan) {
        new Scan(template)
                .over(
                        SELECT + OF_RUN + " order by c.run_id, c.seq",
                        row -> {
                            scan.change(open(row, 0), row.getString("outcome"));
                        },
                        run);
    }

    /** How many changes of each kind the plan has. */
    public Map<ChangeKind, Long> countByKind(long run) {
        Map<ChangeKind, Long> counts = new EnumMap<>(ChangeKind.class);
        template.query(
                "select kind, count(*) from planned_change where run_id = ? group by kind",
                row -> {
                    counts.put(ChangeKind.valueOf(row.getString(1)), row.getLong(2));
                },
                run);
        return counts;
    }

    /** The names of the tags the plan puts on anybody. */
    public List<String> tagsPutOn(long run) {
        return jdbc.sql("select distinct tag from planned_change where run_id = ? and kind in ('TAG', 'CLAIM')")
                .param(run)
                .query(String.class)
                .list();
    }

    /**
     * People whose contacts were gone.
     *
     * @param created those for whom one was made
     * @param found those who had another
     */
    public record Anew(long created, long found) {}

    public Anew countAnew(long run) {
        return jdbc.sql("select count(case when applied_as = 'CREATE' then 1 end),"
                        + " count(case when applied_as <> 'CREATE' then 1 end) from planned_change"
                        + " where run_id = ? and anew")
                .param(run)
                .query((row, number) -> new Anew(row.getLong(1), row.getLong(2)))
                .single();
    }

    public long countOpen(long run) {
        return jdbc.sql("select count(*) from planned_change where run_id = ? and outcome is null")
                .param(run)
                .query(Long.class)
                .single();
    }

    public long countChanges(long run) {
        return jdbc.sql("select count(*) from planned_change where run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
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
