package dev.audiencesync.ledger;

import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audiences and badges that a job's tag patterns have matched, in any run. */
public final class MatchedGroups {
    private static final String KEY = "workspace_id = ? and job = ? and kind = ? and name = ? and id = ?";

    private final JdbcTemplate template;

    public MatchedGroups(JdbcTemplate template) {
        this.template = template;
    }

    /** Notes those of a run's records. */
    public void note(long workspace, String job, long run, Map<GroupKind, ? extends Collection<Group>> groups) {
        List<Object[]> unknown = new ArrayList<>();
        List<Object[]> known = new ArrayList<>();
        groups.forEach((kind, ofKind) -> ofKind.forEach(group -> {
            String name = group.name();
            String id = group.id();
            unknown.add(
                    new Object[] {workspace, job, kind.name(), name, id, run, workspace, job, kind.name(), name, id});
            known.add(new Object[] {run, run, workspace, job, kind.name(), name, id});
        }));
        template.batchUpdate("update matched_group set run_id = ? where run_id < ? and " + KEY, known);
        template.batchUpdate(
                "insert into matched_group (workspace_id, job, kind, name, id, run_id) select ?, ?, ?, ?, ?, ?"
                        + " where not exists (select 1 from matched_group where " + KEY + ")",
                unknown);
    }

    /** Those that were read of in the run or in a later one; the latest first. */
    public Map<GroupKind, List<Group>> since(long workspace, String job, long run) {
        Map<GroupKind, List<Group>> groups = new EnumMap<>(GroupKind.class);
        template.query(
                "select kind, id, name from matched_group where workspace_id = ? and job = ? and run_id >= ?"
                        + " order by run_id desc, name, id",
                row -> {
                    groups.computeIfAbsent(GroupKind.valueOf(row.getString(1)), kind -> new ArrayList<>())
                            .add(new Group(row.getString(2), row.getString(3)));
                },
                workspace,
                job,
                run);
        return groups;
    }

    /** All there ever were. */
    public Map<GroupKind, List<Group>> of(long workspace, String job) {
        return since(workspace, job, 0);
    }
}
