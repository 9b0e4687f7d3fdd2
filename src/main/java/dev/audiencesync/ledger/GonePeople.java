package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.OutcomeStore.Execution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * People whose contacts were deleted in Intercom and who are created anew: the plan is made longer by what that takes,
 * and the ledger forgets what it knew of the contact that is gone.
 */
final class GonePeople {
    /** How a change without an outcome reads here. */
    private static final String OPEN = "null";

    private static final String NEXT = "(select max(last) + 1 from (select max(seq) as last from planned_change where"
            + " run_id = ? union all select max(last_change) from planned_page where run_id = ?) k)";

    private final JdbcTemplate template;
    private final TagDoubts doubts;

    GonePeople(JdbcTemplate template) {
        this.template = template;
        this.doubts = new TagDoubts(template);
    }

    /** Plans the create of whom a tag did not find; the tag stays open until then. Returns what is decided. */
    List<ChangeOutcome> plan(Execution execution, List<ChangeOutcome> outcomes) {
        List<ChangeOutcome> decided = new ArrayList<>();
        for (ChangeOutcome outcome : outcomes) {
            if (outcome.outcome() instanceof Outcome.Gone) {
                decision(execution, outcome.open())
                        .ifPresent(found -> decided.add(new ChangeOutcome(outcome.open(), found)));
            } else {
                decided.add(outcome);
            }
        }
        return decided;
    }

    /** Empty while the create is open; one that was tried in this run is not tried again, and its tag shares its fate. */
    private Optional<Outcome> decision(Execution execution, OpenChange open) {
        List<String> writes = template.query(
                "select outcome from planned_change where run_id = ? and person_seq = ? and kind in ('CREATE', 'UPDATE')",
                (row, number) -> String.valueOf(row.getString(1)),
                execution.run(),
                open.person().seq());
        if (writes.isEmpty()) {
            PlannedChange change = open.change();
            insert(
                    execution,
                    change,
                    new Addition(
                            ChangeKind.UPDATE,
                            null,
                            FieldsJson.write(change.whole().fields()),
                            FieldsJson.write(change.whole()),
                            "the contact was deleted in Intercom"));
        }
        if (writes.isEmpty() || writes.contains(OPEN)) {
            return Optional.empty();
        }
        return Optional.of(
                writes.contains("DEFERRED")
                        ? new Outcome.Deferred(
                                "create_deferred", "the person could not be created anew; the next run tries again")
                        : new Outcome.Rejected(
                                "not_found", "the contact is not in Intercom, and was not created anew"));
    }

    /** A change that the plan did not hold before. */
    private record Addition(
            ChangeKind kind, @Nullable String tag, String payload, @Nullable String whole, String reason) {
        static Addition ofTag(ChangeKind kind, String tag) {
            return new Addition(kind, tag, "{}", null, "the contact was created anew");
        }
    }

    private void insert(Execution execution, PlannedChange beside, Addition added) {
        template.update(
                "insert into planned_change (run_id, seq, person_seq, wave, phase, kind, tag, payload, reason, cause,"
                        + " commanded, whole) values (?, " + NEXT + ", ?, ?, ?, ?, ?, ?, ?, ?, false, ?)",
                execution.run(),
                execution.run(),
                execution.run(),
                beside.personSeq(),
                beside.wave(),
                added.kind().phase().order(),
                added.kind().name(),
                added.tag(),
                added.payload(),
                added.reason(),
                Cause.DRIFT.name(),
                added.whole());
    }

    /** Of those who have another contact now: their tags are put on, and nothing else is known of it. */
    void forget(Execution execution, List<ChangeOutcome> outcomes) {
        for (ChangeOutcome outcome : outcomes) {
            Long person = outcome.open().person().personId();
            if (person != null && outcome.outcome() instanceof Applied applied && applied.anew()) {
                planTags(execution, outcome.open(), person);
                forget(execution, person);
            }
        }
    }

    /**
     * Those the record asks for become this job's; others that somebody owns, or still owns once this job has let go, go
     * on again for whoever that is. What was done before was done to the contact that is gone, so only open changes
     * spare one; what the job takes off stays off.
     */
    private void planTags(Execution execution, OpenChange open, long person) {
        Set<String> planned = template
                .queryForList(
                        "select tag from planned_change where run_id = ? and person_seq = ? and tag is not null"
                                + " and (kind = 'UNTAG' or (kind <> 'RELEASE' and outcome is null))",
                        String.class,
                        execution.run(),
                        open.person().seq())
                .stream()
                .map(TagLedger::nameKey)
                .collect(Collectors.toCollection(HashSet::new));
        for (String tag : open.change().whole().tags()) {
            if (planned.add(TagLedger.nameKey(tag))) {
                insert(execution, open.change(), Addition.ofTag(ChangeKind.TAG, tag));
            }
        }
        List<String> owned = template.queryForList(
                "select distinct t.name from tag_owner o join tag t on t.id = o.tag_id where o.person_id = ?",
                String.class,
                person);
        for (String tag : owned) {
            if (planned.add(TagLedger.nameKey(tag))) {
                insert(execution, open.change(), Addition.ofTag(ChangeKind.RESTORE, tag));
            }
        }
    }

    /** What other jobs sent is gone with the contact: they send it again as soon as a record of theirs comes by. */
    private void forget(Execution execution, long person) {
        template.update(
                "delete from found_holder where workspace_id = ? and intercom_id in"
                        + " (select intercom_id from person where id = ?)",
                execution.workspaceId(),
                person);
        doubts.raise(person);
        template.update("update person_job set fields = '{}', state = null where person_id = ?", person);
    }
}
