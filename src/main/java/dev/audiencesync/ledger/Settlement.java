package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ends a run's work in the caller's transaction: what the job remembers of each person it planned for. */
public final class Settlement {
    /** Two planned people can turn out to be one contact: the newer record is remembered, and the other key is not. */
    private static final String SPEAKS_FOR_PERSON =
            "not exists (select 1 from planned_person q where q.run_id = p.run_id"
                    + " and q.person_id = p.person_id and (q.newest_by > p.newest_by"
                    + " or (q.newest_by = p.newest_by and q.seq > p.seq)))";

    /** The newer of the record that is remembered and the one of {@code s}, where an update sets columns of a person. */
    static final String NEWEST = "visitor = case when s.overtakes or s.newest_by >= t.newest_by then s.visitor else"
            + " t.visitor end, newest_by = case when s.overtakes or s.newest_by >= t.newest_by then s.newest_by else"
            + " t.newest_by end";

    private static final String NOT_DONE = "exists (select 1 from planned_change c where c.run_id = p.run_id"
            + " and c.person_seq = p.seq and (c.outcome is null or c.outcome in ('REJECTED', 'DEFERRED')))";

    private final JdbcTemplate template;
    private final Versions versions;

    public Settlement(JdbcTemplate template) {
        this.template = template;
        this.versions = new Versions(template);
    }

    /**
     * Remembers every person whose changes are all done with the state that was asked for, so that the same record costs
     * nothing next time, and every other with none, so that it is looked at again: also whom another run wrote about
     * since the plan. Repeating it changes nothing.
     */
    public void settle(Execution execution) {
        versions.forgetStates(execution);
        rekey(execution);
        merge(execution, "not " + NOT_DONE, new Memory("s.state", "s.looked_at", "s.looked_for"));
        merge(execution, NOT_DONE, Memory.NONE);
    }

    /** What is noted, as SQL. */
    private record Memory(String state, String lookedAt, String lookedFor) {
        static final Memory NONE =
                new Memory("cast(null as uuid)", "cast(null as timestamp with time zone)", "cast(null as uuid)");
    }

    /** An older record that arrives late changes nothing, whatever became of the newer one. */
    private void merge(Execution execution, String which, Memory memory) {
        template.update(
                "merge into person_job t using (select p.* from planned_person p where p.run_id = ? and "
                        + SPEAKS_FOR_PERSON + " and " + which + ") s"
                        + " on (t.workspace_id = ? and t.job = ? and t.person_key = s.person_key)"
                        + " when matched then update set person_id = s.person_id, state = " + memory.state() + ","
                        + " " + NEWEST + ", definition_id = ?,"
                        + " looked_at = " + memory.lookedAt() + ", looked_for = " + memory.lookedFor()
                        + ", ages = coalesce(s.ages, t.ages), run_id = s.run_id, file = s.file, line = s.line"
                        + " when not matched then insert (workspace_id, job, person_key, person_id, state, newest_by, visitor,"
                        + " definition_id, fields, looked_at, looked_for, ages, run_id, file, line) values (?, ?,"
                        + " s.person_key, s.person_id, " + memory.state() + ", s.newest_by, s.visitor, ?, '{}', "
                        + memory.lookedAt() + ", " + memory.lookedFor() + ", s.ages, s.run_id, s.file, s.line)",
                execution.run(),
                execution.workspaceId(),
                execution.job(),
                execution.definitionId(),
                execution.workspaceId(),
                execution.job(),
                execution.definitionId());
    }

    /** Whoever was known by an e-mail and now has an external id keeps what is remembered, under the new key. */
    private void rekey(Execution execution) {
        List<Rekeyed> rekeyed = template.query(
                "select k.person_key, p.person_key, n.person_key from planned_person p"
                        + " join person_job k on k.person_id = p.person_id and k.job = ? and k.person_key <> p.person_key"
                        + " left join person_job n on n.workspace_id = k.workspace_id and n.job = k.job"
                        + " and n.person_key = p.person_key where p.run_id = ? and k.workspace_id = ? and "
                        + SPEAKS_FOR_PERSON,
                (row, number) -> new Rekeyed(row.getObject(1), row.getObject(2), row.getObject(3) != null),
                execution.job(),
                execution.run(),
                execution.workspaceId());
        String old = " where workspace_id = ? and job = ? and person_key = ?";
        for (Rekeyed one : rekeyed) {
            if (one.taken()) {
                template.update("delete from person_job" + old, execution.workspaceId(), execution.job(), one.from());
            } else {
                template.update(
                        "update person_job set person_key = ?" + old,
                        one.to(),
                        execution.workspaceId(),
                        execution.job(),
                        one.from());
            }
        }
    }

    /** One person's change of key; {@code taken} where a row of the new key is there already. */
    private record Rekeyed(Object from, Object to, boolean taken) {}
}
