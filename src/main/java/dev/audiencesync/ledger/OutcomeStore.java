package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.Outcome.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores what became of changes, and with it what Intercom now holds, in the caller's transaction: an outcome without
 * its ledger rows, or the other way round, never exists.
 */
public final class OutcomeStore {
    /** Two planned people can turn out to be one contact: the newer record is remembered, and the other key is not. */
    private static final String SPEAKS_FOR_PERSON =
            "not exists (select 1 from planned_person q where q.run_id = p.run_id"
                    + " and q.person_id = p.person_id and (q.newest_by > p.newest_by"
                    + " or (q.newest_by = p.newest_by and q.seq > p.seq)))";

    private final JdbcTemplate template;
    private final Rejects rejects;
    private final PersonWriter people;
    private final TagWriter tags;

    public OutcomeStore(JdbcTemplate template) {
        this.template = template;
        this.rejects = new Rejects(template);
        this.people = new PersonWriter(template);
        this.tags = new TagWriter(template);
    }

    /** The run that outcomes are stored for. */
    public record Execution(long run, int number, long workspaceId, String job, long definitionId) {}

    public void store(Execution execution, List<ChangeOutcome> outcomes, Instant now) {
        decide(execution, outcomes, now);
        List<PersonWriter.Written> written = people.write(execution, applied(outcomes));
        tags.write(execution, written);
        List<ChangeOutcome> rejected = outcomes.stream()
                .filter(outcome -> outcome.outcome().rejection().isPresent())
                .toList();
        rejected.stream()
                .filter(outcome -> outcome.open().change().kind() == ChangeKind.CREATE)
                .forEach(outcome -> rejectRest(execution, outcome, now));
        rejects.add(
                execution.run(),
                rejected.stream().map(outcome -> reject(execution, outcome)).toList());
    }

    private void decide(Execution execution, List<ChangeOutcome> outcomes, Instant now) {
        template.batchUpdate(
                "update planned_change set outcome = ?, applied_as = ?, code = ?, message = ?, execution = ?,"
                        + " decided_at = ? where run_id = ? and seq = ?",
                outcomes.stream()
                        .map(decided -> decision(execution, decided, now))
                        .toList());
    }

    private static @Nullable Object[] decision(Execution execution, ChangeOutcome decided, Instant now) {
        Outcome outcome = decided.outcome();
        String appliedAs = outcome instanceof Applied applied ? applied.as().name() : null;
        Rejected rejected = outcome.rejection().orElse(null);
        String message = rejected != null
                ? rejected.reason()
                : outcome instanceof Outcome.Unchanged unchanged ? unchanged.why() : null;
        return new @Nullable Object[] {
            outcome.word(),
            appliedAs,
            rejected == null ? null : rejected.code(),
            message,
            execution.number(),
            Rows.time(now),
            execution.run(),
            decided.open().change().seq()
        };
    }

    private static List<ChangeOutcome> applied(List<ChangeOutcome> outcomes) {
        List<ChangeOutcome> applied = new ArrayList<>(outcomes);
        applied.removeIf(outcome -> outcome.outcome().rejection().isPresent());
        return applied;
    }

    /** A person whom Intercom refused to create cannot be tagged: the create's refusal is the tags' too. */
    private void rejectRest(Execution execution, ChangeOutcome create, Instant now) {
        template.update(
                "update planned_change set outcome = 'REJECTED', code = 'create_rejected', message ="
                        + " 'the person could not be created', execution = ?, decided_at = ?"
                        + " where run_id = ? and person_seq = ? and outcome is null",
                execution.number(),
                Rows.time(now),
                execution.run(),
                create.open().person().seq());
    }

    private static Rejects.Reject reject(Execution execution, ChangeOutcome outcome) {
        PlannedPerson person = outcome.open().person();
        Rejected rejected = outcome.outcome().rejection().orElseThrow();
        return new Rejects.Reject(
                execution.number(),
                person.position(),
                person.identifiers().display(),
                outcome.open().change().kind().name().toLowerCase(Locale.ROOT),
                rejected.reason(),
                rejected.code());
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

    /**
     * Ends the run's work: every person whose changes are all done is remembered with the state that was asked for, so
     * that the same record costs nothing next time. Repeating it changes nothing.
     */
    public void settle(Execution execution) {
        rekey(execution);
        template.update(
                "merge into person_job t using (select p.* from planned_person p where p.run_id = ? and "
                        + SPEAKS_FOR_PERSON + " and not exists"
                        + " (select 1 from planned_change c where c.run_id = p.run_id and c.person_seq = p.seq"
                        + " and (c.outcome is null or c.outcome = 'REJECTED'))) s"
                        + " on (t.workspace_id = ? and t.job = ? and t.person_key = s.person_key)"
                        + " when matched then update set person_id = s.person_id, state = s.state,"
                        + " newest_by = greatest(t.newest_by, s.newest_by), definition_id = ?,"
                        + " looked_at = s.looked_at, run_id = s.run_id, file = s.file, line = s.line"
                        + " when not matched then insert (workspace_id, job, person_key, person_id, state, newest_by,"
                        + " definition_id, fields, looked_at, run_id, file, line) values (?, ?, s.person_key,"
                        + " s.person_id, s.state, s.newest_by, ?, '{}', s.looked_at, s.run_id, s.file, s.line)",
                execution.run(),
                execution.workspaceId(),
                execution.job(),
                execution.definitionId(),
                execution.workspaceId(),
                execution.job(),
                execution.definitionId());
    }
}
