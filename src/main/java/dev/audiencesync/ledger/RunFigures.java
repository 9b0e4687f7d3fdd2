package dev.audiencesync.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts over runs' plans and outcomes, for reports. */
public final class RunFigures {
    private static final String REFUSED = "select count(*) from (select distinct file, line, person,"
            + " case when change_kind = 'read' then ordinal end from reject where run_id = :run";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public RunFigures(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Planned joiners and leavers of a tag, by the name the plan gives it. */
    public record TagPlan(String name, long joiners, long leavers) {}

    /** The last start or restart of a run. */
    public record Execution(
            int number, Instant startedAt, @Nullable Instant endedAt, long calls, long retries, long rateLimited) {}

    /** What was carried out, by what it turned out to be; of one execution, or of all where it is null. */
    public Map<ChangeKind, Long> applied(long run, @Nullable Integer execution) {
        Map<ChangeKind, Long> applied = new EnumMap<>(ChangeKind.class);
        jdbc.sql("select applied_as, count(*) from planned_change where run_id = :run and applied_as is not null"
                        + " and (:execution is null or execution = :execution) group by applied_as")
                .param("run", run)
                .param("execution", execution, java.sql.Types.INTEGER)
                .query(row -> {
                    applied.put(ChangeKind.valueOf(row.getString(1)), row.getLong(2));
                });
        return applied;
    }

    /**
     * People (and records that could not be used) newly refused in an execution, or in all where it is null. A line can
     * hold several, and all who are absent from a snapshot share a place.
     */
    public long rejected(long run, @Nullable Integer execution) {
        return jdbc.sql(REFUSED
                        + " and standing_since is null and (:execution is null or execution = :execution)) refused")
                .param("run", run)
                .param("execution", execution, java.sql.Types.INTEGER)
                .query(Long.class)
                .single();
    }

    /** Those whom an earlier run refused the same, and who are no news. */
    public long standing(long run) {
        return jdbc.sql(REFUSED + " and standing_since is not null) refused")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    /** The plan's joiners and leavers by tag name key. */
    public Map<String, TagPlan> tags(long run) {
        Map<String, TagPlan> tags = new HashMap<>();
        template.query(
                "select tag, sum(case when kind = 'TAG' then amount else 0 end),"
                        + " sum(case when kind = 'UNTAG' then amount else 0 end) from (select tag, kind, count(*) as amount"
                        + " from planned_change where run_id = ? and tag is not null group by tag, kind union all"
                        + " select tag, kind, amount from planned_page_change where run_id = ? and tag is not null) c"
                        + " group by tag",
                row -> {
                    tags.put(
                            TagLedger.nameKey(row.getString(1)),
                            new TagPlan(row.getString(1), row.getLong(2), row.getLong(3)));
                },
                run,
                run);
        return tags;
    }

    public Optional<Execution> lastExecution(long run) {
        return jdbc.sql("select * from run_execution where run_id = ? order by execution desc limit 1")
                .param(run)
                .query(RunFigures::execution)
                .optional();
    }

    /** How long the run's commands worked, without the time between them; one that ended without a word tells nothing. */
    public Duration worked(long run) {
        return jdbc
                .sql("select * from run_execution where run_id = ? and ended_at is not null")
                .param(run)
                .query(RunFigures::execution)
                .list()
                .stream()
                .map(ended -> Duration.between(ended.startedAt(), Objects.requireNonNull(ended.endedAt())))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Execution execution(ResultSet row, int number) throws SQLException {
        return new Execution(
                row.getInt("execution"),
                Rows.requiredInstant(row, "started_at"),
                Rows.instant(row, "ended_at"),
                row.getLong("calls"),
                row.getLong("retries"),
                row.getLong("rate_limited"));
    }
}
