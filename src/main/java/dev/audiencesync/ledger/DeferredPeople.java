package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People of append streams with changes that were deferred. Their files are consumed, so the changes themselves are what
 * is left to try again.
 */
public final class DeferredPeople {
    private final JdbcClient jdbc;

    public DeferredPeople(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A person with deferred changes.
     *
     * @param run the run that deferred them
     */
    public record DeferredPerson(long run, PlannedPerson person, List<PlannedChange> changes) {}

    /** Whoever the run planned for is deferred if it deferred something of theirs, and else no more. */
    public void replace(Execution execution) {
        jdbc.sql("delete from deferred_person where workspace_id = ? and job = ? and person_key in"
                        + " (select person_key from planned_person where run_id = ?)")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
        jdbc.sql("insert into deferred_person (workspace_id, job, person_key, run_id, person_seq)"
                        + " select ?, ?, p.person_key, p.run_id, p.seq from planned_person p where p.run_id = ?"
                        + " and exists (select 1 from planned_change c where c.run_id = p.run_id"
                        + " and c.person_seq = p.seq and c.outcome = 'DEFERRED')")
                .params(execution.workspaceId(), execution.job(), execution.run())
                .update();
    }

    /** All of a job, in the order they were deferred. */
    public List<DeferredPerson> of(long workspaceId, String job) {
        Map<List<Long>, DeferredPerson> people = new LinkedHashMap<>();
        jdbc.sql(PlanStore.SELECT + " from deferred_person d join planned_person p on p.run_id = d.run_id"
                        + " and p.seq = d.person_seq join planned_change c on c.run_id = p.run_id"
                        + " and c.person_seq = p.seq where d.workspace_id = ? and d.job = ? and c.outcome = 'DEFERRED'"
                        + " order by c.run_id, c.seq")
                .params(workspaceId, job)
                .query(row -> {
                    OpenChange change = PlanStore.open(row, 0);
                    long run = row.getLong("run_id");
                    people.computeIfAbsent(
                                    List.of(run, change.person().seq()),
                                    key -> new DeferredPerson(run, change.person(), new ArrayList<>()))
                            .changes()
                            .add(change.change());
                });
        return List.copyOf(people.values());
    }
}
