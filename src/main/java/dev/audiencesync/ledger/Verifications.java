package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Drift.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which runs verify, what they found, and when a job was last verified. */
public final class Verifications {
    private static final String UNFINISHED =
            "r.workspace_id = ? and r.id <> ? and r.sending and r.state in ('APPLYING', 'FAILED', 'STOPPED')";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public Verifications(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * How much a verification took.
     *
     * @param contacts those that Intercom listed
     * @param calls those of the listing, and to make sure
     */
    public record Extent(long contacts, long calls) {}

    /** Takes one finding. */
    public interface DriftScan {
        void drift(Drift drift);
    }

    /** The run is to verify, however often it is gone on with. */
    public void begin(long run) {
        template.update("insert into run_verification (run_id) values (?)", run);
    }

    public boolean isWanted(long run) {
        return jdbc.sql("select count(*) from run_verification where run_id = ?")
                        .param(run)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Forgets what the run found, before it looks anew. */
    public void clear(long run) {
        template.update("delete from run_drift where run_id = ?", run);
        template.update(
                "update run_verification set contacts = null, calls = null, compared_at = null where run_id = ?", run);
    }

    /** Forgets what the run found on the contacts. */
    public void forget(long run, Collection<String> contactIds) {
        if (contactIds.isEmpty()) {
            return;
        }
        jdbc.sql("delete from run_drift where run_id = :run and intercom_id in (:ids)")
                .param("run", run)
                .param("ids", contactIds)
                .update();
    }

    /** @param ordinal of the first of them; the others follow */
    public void add(long run, long ordinal, List<Drift> found) {
        long[] next = {ordinal};
        template.batchUpdate(
                "insert into run_drift (run_id, ordinal, person_id, intercom_id, person, kind, name, sent, held)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                found.stream()
                        .map(drift -> new Object[] {
                            run,
                            next[0]++,
                            drift.personId(),
                            drift.contactId(),
                            Rows.text(drift.person()),
                            drift.kind().name(),
                            drift.name(),
                            drift.sent(),
                            drift.held()
                        })
                        .toList());
    }

    /** The run has compared the whole workspace. */
    public void compared(long run, Extent extent, Instant now) {
        template.update(
                "update run_verification set contacts = ?, calls = ?, compared_at = ? where run_id = ?",
                extent.contacts(),
                extent.calls(),
                Rows.time(now),
                run);
    }

    /** Empty where the run does not verify, or has not come to the end of it. */
    public Optional<Extent> extent(long run) {
        return jdbc.sql("select contacts, calls from run_verification where run_id = ? and contacts is not null")
                .param(run)
                .query((row, number) -> new Extent(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** What the run found of people, by person. */
    public Map<Long, List<Drift>> of(long run, Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from run_drift where run_id = :run and person_id in (:ids) order by ordinal")
                .param("run", run)
                .param("ids", personIds)
                .query(Verifications::drift)
                .list()
                .stream()
                .collect(Collectors.groupingBy(drift -> drift.personId() == null ? -1 : drift.personId()));
    }

    /**
     * People of whom another run's plan has something open that it may have sent, without that being stored.
     *
     * @param run that asks
     */
    public Set<Long> peopleOfUnfinishedRuns(long workspace, long run) {
        return Set.copyOf(jdbc.sql("select distinct p.person_id from run r join planned_change c on c.run_id = r.id"
                        + " join planned_person p on p.run_id = c.run_id and p.seq = c.person_seq where "
                        + UNFINISHED + " and c.outcome is null and p.person_id is not null")
                .params(workspace, run)
                .query(Long.class)
                .list());
    }

    /** Whether there is another run that has something open, perhaps about people whom nobody knows yet. */
    public boolean isAnyRunUnfinished(long workspace, long run) {
        return jdbc.sql("select count(*) from run r where " + UNFINISHED)
                        .params(workspace, run)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Runs over all that the run found, in the order it was found in. */
    public void forEach(long run, DriftScan scan) {
        new Scan(template)
                .over(
                        "select * from run_drift where run_id = ? order by run_id, ordinal",
                        row -> scan.drift(drift(row, 0)),
                        run);
    }

    /** How many of each kind the run found. */
    public Map<Kind, Long> counts(long run) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        template.query(
                "select kind, count(*) from run_drift where run_id = ? group by kind",
                row -> {
                    counts.put(Kind.valueOf(row.getString(1)), row.getLong(2));
                },
                run);
        return counts;
    }

    /** How much of what the run found its job takes, by now, for what it wrote itself. */
    public long countTakenOver(long run) {
        return jdbc.sql("select count(*) from run_drift d join run r on r.id = d.run_id join respected_drift t"
                        + " on t.workspace_id = r.workspace_id and t.job = r.job and t.intercom_id = d.intercom_id"
                        + " and t.kind = d.kind and t.name = d.name and t.sent = d.sent and t.held = d.held"
                        + " where d.run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    /** When the job was last verified by a run that compared the whole workspace and went on to carry out its plan. */
    public Optional<Instant> last(long workspace, String job) {
        return jdbc.sql("select verified_at from verification where workspace_id = ? and job = ?")
                .params(workspace, job)
                .query((row, number) -> Rows.requiredInstant(row, "verified_at"))
                .optional();
    }

    /** Whether what the run found has been taken over, and the job counts as verified by it. */
    boolean isTakenOver(OutcomeStore.Execution execution) {
        return jdbc.sql("select count(*) from verification where workspace_id = ? and job = ? and run_id = ?")
                        .params(execution.workspaceId(), execution.job(), execution.run())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The job counts as verified when the run had compared the workspace. */
    void verified(OutcomeStore.Execution execution) {
        template.update(
                "delete from verification where workspace_id = ? and job = ?",
                execution.workspaceId(),
                execution.job());
        template.update(
                "insert into verification (workspace_id, job, run_id, verified_at)"
                        + " select ?, ?, run_id, compared_at from run_verification where run_id = ?",
                execution.workspaceId(),
                execution.job(),
                execution.run());
    }

    /** The next findings of the run behind an ordinal. */
    List<Numbered> after(long run, long ordinal, int limit) {
        return jdbc.sql("select * from run_drift where run_id = ? and ordinal > ? order by run_id, ordinal limit ?")
                .params(run, ordinal, limit)
                .query((row, number) -> new Numbered(row.getLong("ordinal"), drift(row, number)))
                .list();
    }

    /** A finding and its place. */
    record Numbered(long ordinal, Drift drift) {}

    /** What the job took over as it stands on the contacts. */
    public Set<Drift.Key> respected(long workspace, String job, Collection<String> contactIds) {
        if (contactIds.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select intercom_id, kind, name, sent, held from respected_drift"
                        + " where workspace_id = :workspace and job = :job and intercom_id in (:ids)")
                .param("workspace", workspace)
                .param("job", job)
                .param("ids", contactIds)
                .query((row, number) -> new Drift.Key(
                        row.getString(1),
                        Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list());
    }

    private static Drift drift(ResultSet row, int number) throws SQLException {
        return new Drift(
                Rows.longOrNull(row, "person_id"),
                row.getString("intercom_id"),
                row.getString("person"),
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("sent"),
                row.getString("held"));
    }
}
