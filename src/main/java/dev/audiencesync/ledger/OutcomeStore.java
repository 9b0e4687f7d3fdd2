package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.Outcome.NotDone;
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
    /** The code of what follows from a person's not being created. */
    private static final String CREATE_REJECTED = "create_rejected";

    private static final String CREATE_DEFERRED = "create_deferred";

    private final JdbcTemplate template;
    private final Rejects rejects;
    private final Refusals refusals;
    private final PersonWriter people;
    private final TagWriter tags;
    private final GonePeople gone;

    public OutcomeStore(JdbcTemplate template) {
        this.template = template;
        this.rejects = new Rejects(template);
        this.refusals = new Refusals(template);
        this.people = new PersonWriter(template);
        this.tags = new TagWriter(template);
        this.gone = new GonePeople(template);
    }

    /** The run that outcomes are stored for. */
    public record Execution(long run, int number, long workspaceId, String job, long definitionId) {}

    public void store(Execution execution, List<ChangeOutcome> found, Instant now) {
        List<ChangeOutcome> outcomes = people.place(execution, gone.plan(execution, found));
        gone.forget(execution, outcomes);
        decide(execution, outcomes, now);
        people.absent(execution, outcomes, now);
        List<PersonWriter.Written> written = people.write(execution, applied(outcomes));
        tags.write(execution, written);
        people.doubt(execution, outcomes);
        tags.doubt(execution, outcomes);
        List<ChangeOutcome> notDone = outcomes.stream()
                .filter(outcome -> outcome.outcome().notDone().isPresent())
                .toList();
        notDone.stream()
                .filter(outcome -> outcome.open().change().kind() == ChangeKind.CREATE)
                .forEach(outcome -> rejectRest(execution, outcome, now));
        refusals.remember(
                execution,
                notDone.stream()
                        .filter(outcome -> outcome.outcome() instanceof Outcome.Rejected)
                        .map(outcome -> outcome.open().change())
                        .toList(),
                now);
        rejects.add(
                execution.run(),
                notDone.stream().map(outcome -> reject(execution, outcome)).toList());
    }

    private void decide(Execution execution, List<ChangeOutcome> outcomes, Instant now) {
        template.batchUpdate(
                "update planned_change set outcome = ?, applied_as = ?, anew = ?, code = ?, message = ?, execution = ?,"
                        + " decided_at = ? where run_id = ? and seq = ?",
                outcomes.stream()
                        .map(decided -> decision(execution, decided, now))
                        .toList());
    }

    private static @Nullable Object[] decision(Execution execution, ChangeOutcome decided, Instant now) {
        Outcome outcome = decided.outcome();
        String appliedAs = outcome instanceof Applied applied ? applied.as().name() : null;
        NotDone notDone = outcome.notDone().orElse(null);
        String message = notDone != null ? notDone.reason() : whyUnchanged(outcome);
        return new @Nullable Object[] {
            outcome.word(),
            appliedAs,
            outcome instanceof Applied another && another.anew(),
            notDone == null ? null : notDone.code(),
            message == null ? null : Rows.text(message),
            execution.number(),
            Rows.time(now),
            execution.run(),
            decided.open().change().seq()
        };
    }

    private static @Nullable String whyUnchanged(Outcome outcome) {
        if (outcome instanceof Outcome.Absent) {
            return Outcome.Absent.WHY;
        }
        return outcome instanceof Outcome.Unchanged unchanged ? unchanged.why() : null;
    }

    private static List<ChangeOutcome> applied(List<ChangeOutcome> outcomes) {
        List<ChangeOutcome> applied = new ArrayList<>(outcomes);
        applied.removeIf(outcome -> outcome.outcome() instanceof Outcome.Absent
                || outcome.outcome().notDone().isPresent());
        return applied;
    }

    /** A person who was not created cannot be tagged: what became of the create becomes of the tags too. */
    private void rejectRest(Execution execution, ChangeOutcome create, Instant now) {
        template.update(
                "update planned_change set outcome = ?, code = ?, message ="
                        + " 'the person could not be created', execution = ?, decided_at = ?"
                        + " where run_id = ? and person_seq = ? and outcome is null",
                create.outcome().word(),
                create.outcome() instanceof Outcome.Deferred ? CREATE_DEFERRED : CREATE_REJECTED,
                execution.number(),
                Rows.time(now),
                execution.run(),
                create.open().person().seq());
    }

    private static Rejects.Reject reject(Execution execution, ChangeOutcome outcome) {
        PlannedPerson person = outcome.open().person();
        NotDone notDone = outcome.outcome().notDone().orElseThrow();
        return new Rejects.Reject(
                execution.number(),
                person.position(),
                person.identifiers().display(),
                outcome.open().change().kind().name().toLowerCase(Locale.ROOT),
                notDone.reason(),
                notDone.code());
    }
}
