package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.person.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a job's runs refused lately. The same change, for the same record under the same definition, would be refused
 * again: it stands, and is neither sent nor news, until it is a week old.
 */
public final class Refusals {
    private static final Duration VALID = Duration.ofDays(7);

    private static final String OF_PLAN =
            " from planned_change c join planned_person p on p.run_id = c.run_id and p.seq ="
                    + " c.person_seq left join staged_person s on s.run_id = p.run_id and s.seq = p.staged_seq where c.run_id = ?";

    /** Of a row {@code f}: the run that it was handed on to was stopped by the guard. */
    private static final String UNTOLD =
            "exists (select 1 from run g where g.id = f.run_id and g.state = '" + RunState.GUARDED + "')";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public Refusals(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** For whom refusals are remembered. */
    public record Scope(long workspaceId, String job, long definitionId) {}

    /**
     * A refused change.
     *
     * @param state the fingerprint of the record it came from; null for who was in none
     * @param run the run that refused it, or that it was handed on to
     * @param told whether that one has told it; the guard kept it from it otherwise
     */
    public record Refusal(
            ChangeKind kind,
            @Nullable String tag,
            @Nullable Fingerprint state,
            String code,
            String reason,
            long run,
            boolean told) {}

    /** What stands, by the person's key. */
    public Map<Fingerprint, List<Refusal>> standing(Scope scope, Collection<Fingerprint> people, Instant now) {
        Map<Fingerprint, List<Refusal>> refusals = new HashMap<>();
        if (people.isEmpty() || !isAny(scope)) {
            return refusals;
        }
        Map<String, Object> parameters = Map.of(
                "workspace", scope.workspaceId(),
                "job", scope.job(),
                "definition", scope.definitionId(),
                "since", Rows.time(now.minus(VALID)),
                "keys", people.stream().map(Rows::uuid).toList());
        new NamedParameterJdbcTemplate(template)
                .query(
                        "select f.*, " + UNTOLD + " as untold from refused_change f where f.workspace_id = :workspace"
                                + " and f.job = :job and f.definition_id = :definition and f.refused_at > :since"
                                + " and f.person_key in (:keys)",
                        parameters,
                        row -> {
                            String tag = row.getString("tag");
                            refusals.computeIfAbsent(
                                            Rows.requiredFingerprint(row, "person_key"), key -> new ArrayList<>())
                                    .add(new Refusal(
                                            ChangeKind.valueOf(row.getString("kind")),
                                            tag.isEmpty() ? null : tag,
                                            Rows.fingerprint(row, "state"),
                                            row.getString("code"),
                                            row.getString("reason"),
                                            row.getLong("run_id"),
                                            !row.getBoolean("untold")));
                        });
        return refusals;
    }

    /** Where nothing is refused thousands of keys are bound for nothing. */
    private boolean isAny(Scope scope) {
        return !jdbc.sql("select 1 from refused_change where workspace_id = ? and job = ? limit 1")
                .params(scope.workspaceId(), scope.job())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** Marks those of a run's refused records that an earlier run refused for the same reason. */
    public void markStandingRecords(long run, Scope scope, Instant now) {
        String same = "from refused_record f where f.workspace_id = :workspace and f.job = :job and f.definition_id ="
                + " :definition and f.refused_at > :since and f.fingerprint = reject.fingerprint";
        jdbc.sql("update reject set standing_since = (select f.run_id " + same + ") where run_id = :run"
                        + " and exists (select 1 " + same + ")")
                .param("workspace", scope.workspaceId())
                .param("job", scope.job())
                .param("definition", scope.definitionId())
                .param("since", Rows.time(now.minus(VALID)))
                .param("run", run)
                .update();
    }

    /**
     * Remembers changes that were refused as soon as that is known: the run may never be finished. The tags of somebody
     * whom Intercom refused to create follow from that.
     */
    void remember(Execution execution, List<PlannedChange> refused, Instant now) {
        String ofChange = OF_PLAN + " and c.seq = ?";
        template.batchUpdate(
                "delete from refused_change where workspace_id = ? and job = ? and (person_key, kind, tag) in"
                        + " (select p.person_key, c.kind, coalesce(c.tag, '')" + ofChange + ")",
                refused.stream()
                        .map(change ->
                                new Object[] {execution.workspaceId(), execution.job(), execution.run(), change.seq()})
                        .toList());
        template.batchUpdate(
                "insert into refused_change (workspace_id, job, person_key, kind, tag, state, definition_id, code,"
                        + " reason, run_id, refused_at) select ?, ?, p.person_key, c.kind, coalesce(c.tag, ''), s.state, ?,"
                        + " c.code, c.message, c.run_id, ?" + ofChange,
                refused.stream()
                        .map(change -> new Object[] {
                            execution.workspaceId(),
                            execution.job(),
                            execution.definitionId(),
                            Rows.time(now),
                            execution.run(),
                            change.seq()
                        })
                        .toList());
    }

    /** Hands on what a run heard that another takes the place of: it is news of that one, which does not send it again. */
    public void handOn(long from, long to) {
        jdbc.sql("update refused_change set run_id = ? where run_id = ?")
                .params(to, from)
                .update();
    }

    /** Hands on what the guard kept other runs of the job from telling to the one that tells it. */
    public void handOnUntold(Execution to) {
        jdbc.sql("update refused_change f set run_id = ? where f.workspace_id = ? and f.job = ? and " + UNTOLD)
                .params(to.run(), to.workspaceId(), to.job())
                .update();
    }

    /** Forgets what a run was refused, so that it is sent again. */
    public void forget(long run) {
        jdbc.sql("delete from refused_change where run_id = ?").param(run).update();
    }

    /** Forgets what a run carried out or found overtaken by other data, and remembers the records it refused. */
    public void settle(Execution execution, Instant now) {
        forgetOvertaken(execution);
        rememberRecords(execution, now);
        for (String table : List.of("refused_change", "refused_record")) {
            jdbc.sql("delete from " + table + " where workspace_id = ? and job = ? and refused_at <= ?")
                    .params(execution.workspaceId(), execution.job(), Rows.time(now.minus(VALID)))
                    .update();
        }
    }

    private void forgetOvertaken(Execution execution) {
        jdbc.sql("delete from refused_change r where r.workspace_id = ? and r.job = ? and (exists (select 1" + OF_PLAN
                        + " and c.outcome <> 'REJECTED'"
                        + " and p.person_key = r.person_key and c.kind = r.kind and coalesce(c.tag, '') = r.tag)"
                        + " or exists (select 1 from planned_person p join staged_person s on s.run_id = p.run_id"
                        + " and s.seq = p.staged_seq where p.run_id = ? and p.person_key = r.person_key"
                        + " and (r.state is null or s.state <> r.state)))")
                .params(execution.workspaceId(), execution.job(), execution.run(), execution.run())
                .update();
    }

    private void rememberRecords(Execution execution, Instant now) {
        String refused = " from reject where run_id = ? and standing_since is null and fingerprint is not null";
        jdbc.sql("delete from refused_record where workspace_id = ? and job = ? and fingerprint in (select fingerprint"
                        + refused + ")")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
        jdbc.sql("insert into refused_record (workspace_id, job, fingerprint, definition_id, run_id, refused_at)"
                        + " select distinct ?, ?, fingerprint, ?, run_id, ?" + refused)
                .params(
                        execution.workspaceId(),
                        execution.job(),
                        execution.definitionId(),
                        Rows.time(now),
                        execution.run())
                .update();
    }

    /** Of a snapshot that was read for everybody: forgets the records that are not refused any more. */
    public void forgetMended(Execution execution) {
        jdbc.sql("delete from refused_record where workspace_id = ? and job = ? and fingerprint not in"
                        + " (select fingerprint from reject where run_id = ? and fingerprint is not null)")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
    }
}
