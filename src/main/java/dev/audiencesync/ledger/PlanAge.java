package dev.audiencesync.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was learnt since a plan was made; the plan's own writes do not count. */
public final class PlanAge {
    private static final String OF_STALE_PEOPLE = " from planned_person p where p.run_id = :run and exists"
            + " (select 1 from planned_change c where c.run_id = p.run_id and c.person_seq = p.seq"
            + " and c.outcome is null) and exists (select 1 from person l where l.workspace_id = :workspace"
            + " and (l.id = p.person_id or (p.person_id is null"
            + " and (l.external_id = p.external_id or (p.external_id is null and l.email_key = lower(p.email)))))"
            + " and " + Versions.WRITTEN_SINCE + ")";

    private final JdbcClient jdbc;

    public PlanAge(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * People with open changes of whom another run wrote something since.
     *
     * @param shown the first of them, by the strongest identifier
     */
    public record StalePeople(long count, List<String> shown) {}

    public StalePeople stalePeople(StoredRun plan, int limit) {
        long count = jdbc.sql("select count(*)" + OF_STALE_PEOPLE)
                .param("run", plan.id())
                .param("workspace", plan.workspaceId())
                .query(Long.class)
                .single();
        List<String> shown = jdbc.sql("select coalesce(p.external_id, p.email, p.intercom_id)" + OF_STALE_PEOPLE
                        + " order by p.seq limit :limit")
                .param("run", plan.id())
                .param("workspace", plan.workspaceId())
                .param("limit", limit)
                .query(String.class)
                .list();
        return new StalePeople(count, shown);
    }

    /**
     * Runs of the same job that have sent anything since the plan was made. Executions of one job never overlap, so what
     * began after the plan's first began when the plan was there.
     */
    public List<Long> laterRuns(StoredRun plan) {
        return jdbc.sql("select r.id from run r where r.workspace_id = :workspace and r.job = :job and r.id <> :run"
                        + " and r.sending and exists (select 1 from run_execution e where e.run_id = r.id"
                        + " and e.ordinal > (select min(x.ordinal) from run_execution x where x.run_id = :run))"
                        + " order by r.id")
                .param("workspace", plan.workspaceId())
                .param("job", plan.job())
                .param("run", plan.id())
                .query(Long.class)
                .list();
    }
}
