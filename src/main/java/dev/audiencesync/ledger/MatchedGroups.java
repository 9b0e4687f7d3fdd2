package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The audiences and badges that a job's tag patterns have matched, in any run that was carried out. What a run matched is
 * its own until it begins to send: a plan that nobody applies, or that the guard stops, leaves nothing behind.
 */
public final class MatchedGroups {
    private final JdbcTemplate template;

    public MatchedGroups(JdbcTemplate template) {
        this.template = template;
    }

    /** Notes those of a run's records, in the place of what was noted of it before. */
    public void note(long run, Map<GroupKind, ? extends Collection<Group>> groups) {
        template.update("delete from run_matched_group where run_id = ?", run);
        List<Object[]> rows = new ArrayList<>();
        groups.forEach((kind, ofKind) -> ofKind.stream()
                .distinct()
                .forEach(group -> rows.add(new Object[] {run, kind.name(), group.id(), group.name()})));
        template.batchUpdate("insert into run_matched_group (run_id, kind, id, name) values (?, ?, ?, ?)", rows);
    }

    /** A run begins to send: what it matched is the job's from now on, and what plans of before matched is nothing. */
    public void sendingBegins(Execution execution) {
        template.update(
                "merge into matched_group t using (select run_id, kind, id, name from run_matched_group where run_id = ?) s"
                        + " on (t.workspace_id = ? and t.job = ? and t.kind = s.kind and t.name = s.name and t.id = s.id)"
                        + " when matched then update set run_id = greatest(t.run_id, s.run_id)"
                        + " when not matched then insert (workspace_id, job, kind, id, name, run_id)"
                        + " values (?, ?, s.kind, s.id, s.name, s.run_id)",
                execution.run(),
                execution.workspaceId(),
                execution.job(),
                execution.workspaceId(),
                execution.job());
        template.update(
                "delete from run_matched_group where run_id in (select id from run where workspace_id = ? and job = ?)",
                execution.workspaceId(),
                execution.job());
    }

    /** Those that the run read of. Where it has begun to send, also those that a later one has. */
    public Map<GroupKind, List<Group>> of(long workspace, String job, long run) {
        return groups(workspace, job, run, run);
    }

    /** All that the job ever matched, and those of the run; the latest first. */
    public Map<GroupKind, List<Group>> known(long workspace, String job, long run) {
        return groups(workspace, job, 0, run);
    }

    private Map<GroupKind, List<Group>> groups(long workspace, String job, long since, long run) {
        Map<GroupKind, List<Group>> groups = new EnumMap<>(GroupKind.class);
        template.query(
                "select kind, id, name from (select kind, id, name, run_id from matched_group where workspace_id = ?"
                        + " and job = ? and run_id >= ? union all select kind, id, name, run_id from run_matched_group"
                        + " where run_id = ?) met group by kind, id, name order by max(run_id) desc, name, id",
                row -> {
                    groups.computeIfAbsent(GroupKind.valueOf(row.getString(1)), kind -> new ArrayList<>())
                            .add(new Group(row.getString(2), row.getString(3)));
                },
                workspace,
                job,
                since,
                run);
        return groups;
    }
}
