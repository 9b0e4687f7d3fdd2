package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import tools.jackson.databind.json.JsonMapper;

/** Workspaces, definitions and runs. */
public final class RunStore {
    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SELECT = "select r.*, w.code, d.file, d.text from run r"
            + " join workspace w on w.id = r.workspace_id join definition_version d on d.id = r.definition_id ";

    private final JdbcClient jdbc;

    public RunStore(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** HTTP requests of an execution. */
    public record Spent(long calls, long retries, long rateLimited) {
        public Spent since(Spent earlier) {
            return new Spent(calls - earlier.calls, retries - earlier.retries, rateLimited - earlier.rateLimited);
        }
    }

    /** Begins a run; the number is its name from now on. */
    public long begin(NewRun run, Instant now) {
        return insert(
                "insert into run (workspace_id, job, kind, mode, definition_id, input, run_date, sandbox, base_url, canary, state,"
                        + " started_at, host, os_user) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.workspaceId(),
                run.job(),
                run.kind().name(),
                run.mode(),
                definition(run, now),
                run.input() == null ? null : JSON.valueToTree(run.input()).toString(),
                run.date(),
                run.sandbox(),
                run.baseUrl() == null ? null : run.baseUrl().toString(),
                CanaryJson.write(run.canary()),
                RunState.PLANNING.name(),
                Rows.time(now),
                Operator.host(),
                Operator.user());
    }

    /**
     * Keeps the run's definition, outside of any transaction: a job of the same name in another workspace may do so in
     * the same moment.
     */
    public void keepDefinition(NewRun run, Instant now) {
        try {
            definition(run, now);
        } catch (DuplicateKeyException another) {
            LOG.debug("Another process kept the definition of {} in the same moment", run.job());
        }
    }

    private long definition(NewRun run, Instant now) {
        String fingerprint = Fingerprint.of(run.definitionText()).shortHex();
        Optional<Long> known = jdbc.sql("select id from definition_version where job = ? and fingerprint = ?")
                .params(run.job(), fingerprint)
                .query(Long.class)
                .optional();
        return known.orElseGet(() -> insert(
                "insert into definition_version (job, fingerprint, file, text, first_used) values (?, ?, ?, ?, ?)",
                run.job(),
                fingerprint,
                run.definitionFile().toAbsolutePath().normalize().toString(),
                run.definitionText(),
                Rows.time(now)));
    }

    /** The text of a definition that was used before. */
    public String definitionText(long definitionId) {
        return jdbc.sql("select text from definition_version where id = ?")
                .param(definitionId)
                .query(String.class)
                .single();
    }

    public Optional<StoredRun> find(long run) {
        return jdbc.sql(SELECT + "where r.id = ?")
                .param(run)
                .query(RunStore::read)
                .optional();
    }

    /** All runs, or a job's, newest first. */
    public List<StoredRun> latest(@Nullable String job, int limit) {
        return jdbc.sql(SELECT + "where :job is null or r.job = :job order by r.id desc limit :limit")
                .param("job", job, java.sql.Types.VARCHAR)
                .param("limit", limit)
                .query(RunStore::read)
                .list();
    }

    /** The job's runs in the workspace that were begun and neither finished nor replaced, oldest first. */
    public List<StoredRun> unfinished(long workspace, String job) {
        return jdbc
                .sql(SELECT + "where r.workspace_id = ? and r.job = ? order by r.id")
                .params(workspace, job)
                .query(RunStore::read)
                .list()
                .stream()
                .filter(StoredRun::unfinished)
                .toList();
    }

    /** Runs that have not noted an end: alive, or crashed. */
    public List<StoredRun> stillOpen() {
        return jdbc.sql(SELECT + "where r.state in ('PLANNING', 'APPLYING') order by r.id")
                .query(RunStore::read)
                .list();
    }

    public void state(long run, RunState state) {
        jdbc.sql("update run set state = ?, ended_at = null, message = null, exit_code = null where id = ?")
                .params(state.name(), run)
                .update();
    }

    /** Notes that from here on something of the run may have been sent. */
    public void sending(long run) {
        jdbc.sql("update run set sending = true where id = ?").param(run).update();
    }

    public void end(long run, RunState state, int exitCode, @Nullable String message, Instant now) {
        jdbc.sql("update run set state = ?, exit_code = ?, message = ?, ended_at = ? where id = ?")
                .params(Arrays.asList(state.name(), exitCode, message, Rows.time(now), run))
                .update();
    }

    public void supersede(long run, long by, String reason) {
        jdbc.sql("update run set state = ?, superseded_by = ?, message = ? where id = ?")
                .params(RunState.SUPERSEDED.name(), by, reason, run)
                .update();
    }

    public void read(long run, long read, long rejected, long older) {
        jdbc.sql("update run set records_read = ?, records_rejected = ?, records_older = ? where id = ?")
                .params(read, rejected, older, run)
                .update();
    }

    /** Stores the plan's totals and that it is whole: from here on the plan is carried out, never made again. */
    public void planned(long run, StoredRun.Totals totals) {
        jdbc.sql(
                        "update run set plan_whole = true, records_older = ?, people = ?, planned_create = ?, planned_update = ?, planned_tag = ?,"
                                + " planned_untag = ?, planned_unchanged = ?, estimated_calls = ?, estimated_minutes = ?"
                                + " where id = ?")
                .params(
                        totals.older(),
                        totals.people(),
                        totals.create(),
                        totals.update(),
                        totals.tag(),
                        totals.untag(),
                        totals.unchanged(),
                        totals.estimatedCalls(),
                        totals.estimatedMinutes(),
                        run)
                .update();
    }

    public void note(long run, String text) {
        jdbc.sql("insert into run_note select ?, count(*) + 1, ? from run_note where run_id = ?")
                .params(run, text, run)
                .update();
    }

    public List<String> notes(long run) {
        return jdbc.sql("select text from run_note where run_id = ? order by ordinal")
                .param(run)
                .query(String.class)
                .list();
    }

    public void clearNotes(long run) {
        jdbc.sql("delete from run_note where run_id = ?").param(run).update();
    }

    /** Begins an execution of the run. Returns its number, from 1. */
    public int beginExecution(long run, String command, Instant now) {
        int execution = jdbc.sql("select coalesce(max(execution), 0) + 1 from run_execution where run_id = ?")
                .param(run)
                .query(Integer.class)
                .single();
        jdbc.sql("insert into run_execution (run_id, execution, command, started_at) values (?, ?, ?, ?)")
                .params(run, execution, command, Rows.time(now))
                .update();
        return execution;
    }

    public void endExecution(long run, int execution, int exitCode, Spent spent, Instant now) {
        jdbc.sql("update run_execution set ended_at = ?, exit_code = ?, calls = ?, retries = ?, rate_limited = ?"
                        + " where run_id = ? and execution = ?")
                .params(Rows.time(now), exitCode, spent.calls(), spent.retries(), spent.rateLimited(), run, execution)
                .update();
    }

    private long insert(String sql, @Nullable Object... parameters) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(sql).params(parameters).update(key, "id");
        Number id = key.getKey();
        if (id == null) {
            throw new IllegalStateException("The database returned no id for: " + sql);
        }
        return id.longValue();
    }

    /** What a column of a later release is missing of, the row reads as that release fills it in. */
    private static StoredRun read(ResultSet row, int number) throws SQLException {
        String input = row.getString("input");
        return new StoredRun(
                row.getLong("id"),
                row.getLong("workspace_id"),
                row.getString("code"),
                row.getString("job"),
                RunKind.valueOf(row.getString("kind")),
                row.getString("mode"),
                row.getLong("definition_id"),
                row.getString("file"),
                row.getString("text"),
                input == null ? null : texts(input),
                row.getObject("run_date", LocalDate.class),
                row.getBoolean("sandbox"),
                Rows.has(row, "base_url") ? uri(row.getString("base_url")) : null,
                Rows.has(row, "canary") ? CanaryJson.read(row.getString("canary")) : Canary.EVERYBODY,
                RunState.valueOf(row.getString("state")),
                row.getBoolean("plan_whole"),
                Rows.has(row, "sending") && row.getBoolean("sending"),
                Rows.intOrNull(row, "exit_code"),
                row.getString("message"),
                Rows.requiredInstant(row, "started_at"),
                Rows.instant(row, "ended_at"),
                totals(row));
    }

    private static StoredRun.Totals totals(ResultSet row) throws SQLException {
        return new StoredRun.Totals(
                row.getLong("records_read"),
                row.getLong("records_rejected"),
                row.getLong("records_older"),
                row.getLong("people"),
                row.getLong("planned_create"),
                row.getLong("planned_update"),
                row.getLong("planned_tag"),
                row.getLong("planned_untag"),
                row.getLong("planned_unchanged"),
                row.getLong("estimated_calls"),
                row.getDouble("estimated_minutes"));
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }

    private static List<String> texts(String json) {
        return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
                .map(node -> node.asString())
                .toList();
    }
}
