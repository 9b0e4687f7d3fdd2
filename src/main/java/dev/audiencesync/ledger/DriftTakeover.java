package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.ledger.Verifications.Numbered;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a run found to differ becomes the ledger's once the run begins to send: a plan that nobody applies, or that the
 * guard stops, has changed nothing. Only bookkeeping: what is written to Intercom again is in the plan.
 */
public final class DriftTakeover {
    private static final int BATCH = 1_000;
    private static final String OF_NAME = "(select id from tag where workspace_id = ? and name_key = ?)";

    private final JdbcTemplate template;
    private final Verifications verifications;
    private final PeopleLedger people;
    private final JobMemories memories;
    private final PersonRows rows;
    private final TagDoubts doubts;

    public DriftTakeover(JdbcTemplate template) {
        this.template = template;
        this.verifications = new Verifications(template);
        this.people = new PeopleLedger(template);
        this.memories = new JobMemories(template);
        this.rows = new PersonRows(template);
        this.doubts = new TagDoubts(template);
    }

    /** What is done about it. */
    public enum Choice {
        /** It is told. */
        NOTHING,
        /** What was written is written again. */
        UNDO,
        /** Likewise, and who was deleted is created anew. */
        UNDO_AND_CREATE,
        /** It stays as it is. */
        ACCEPT
    }

    /** The run begins to send, or goes on with it: then all of this is done. */
    public void sendingBegins(Execution execution, Choice choice) {
        if (verifications.extent(execution.run()).isEmpty() || verifications.isTakenOver(execution)) {
            return;
        }
        if (choice != Choice.NOTHING) {
            takeOver(execution, choice);
        }
        verifications.verified(execution);
    }

    private void takeOver(Execution execution, Choice choice) {
        List<Numbered> batch = verifications.after(execution.run(), -1, BATCH);
        while (!batch.isEmpty()) {
            List<Drift> found = batch.stream().map(Numbered::drift).toList();
            find(execution, of(found, Kind.TAG_ADDED));
            accept(execution, of(found, Kind.GONE, Kind.MERGED_AWAY));
            if (choice != Choice.ACCEPT) {
                forgetFields(execution, of(found, Kind.FIELD));
                doubt(execution, of(found, Kind.TAG_REMOVED));
                commandAgain(execution, of(found, Kind.TAG_ADDED));
            }
            if (choice == Choice.UNDO_AND_CREATE) {
                forgetAllFields(execution, of(found, Kind.GONE));
            }
            if (choice == Choice.ACCEPT) {
                accept(execution, of(found, Kind.FIELD, Kind.TAG_REMOVED));
                giveUp(execution, of(found, Kind.TAG_REMOVED));
            }
            of(found, Kind.MERGED).forEach(merged -> follow(execution, merged));
            batch = verifications.after(
                    execution.run(), batch.get(batch.size() - 1).ordinal(), BATCH);
        }
    }

    private static List<Drift> of(List<Drift> found, Kind... kinds) {
        Predicate<Drift> wanted = drift -> List.of(kinds).contains(drift.kind());
        return found.stream().filter(wanted).toList();
    }

    /** Who was given a tag by hand held it before the job did: it is theirs, unless the definition adopts it. */
    private void find(Execution execution, Collection<Drift> added) {
        template.batchUpdate(
                "delete from respected_drift where workspace_id = ? and job = ? and intercom_id = ?"
                        + " and kind = 'TAG_REMOVED' and name = ?",
                added.stream()
                        .map(drift ->
                                new Object[] {execution.workspaceId(), execution.job(), drift.contactId(), drift.name()
                                })
                        .toList());
        // Counted, as the owners of tags are: H2 would answer an EXISTS of the same parameters as it did before.
        template.batchUpdate(
                "insert into found_holder (workspace_id, job, name_key, intercom_id) select ?, ?, ?, ? where"
                        + " (select count(*) from found_holder where workspace_id = ? and job = ? and name_key = ?"
                        + " and intercom_id = ?) = 0",
                added.stream()
                        .map(drift -> new Object[] {
                            execution.workspaceId(), execution.job(), drift.name(), drift.contactId(),
                            execution.workspaceId(), execution.job(), drift.name(), drift.contactId()
                        })
                        .toList());
    }

    /** A command that removed the tag removes it once more: of whom no record was read, with their next. */
    private void commandAgain(Execution execution, Collection<Drift> added) {
        for (Drift drift : added) {
            int removals = template.update(
                    "delete from tag_removal where workspace_id = ? and job = ? and name_key = ? and person_id = ?",
                    execution.workspaceId(),
                    execution.job(),
                    drift.name(),
                    drift.personId());
            if (removals > 0) {
                lookAgain(execution, Objects.requireNonNull(drift.personId()));
            }
        }
    }

    private void accept(Execution execution, Collection<Drift> accepted) {
        template.batchUpdate(
                "delete from respected_drift where workspace_id = ? and job = ? and intercom_id = ? and kind = ?"
                        + " and name = ?",
                accepted.stream().map(drift -> place(execution, drift)).toList());
        template.batchUpdate(
                "insert into respected_drift (workspace_id, job, intercom_id, kind, name, sent, held)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                accepted.stream()
                        .map(drift -> new Object[] {
                            execution.workspaceId(),
                            execution.job(),
                            drift.contactId(),
                            drift.kind().name(),
                            drift.name(),
                            drift.sent(),
                            drift.held()
                        })
                        .toList());
    }

    private static Object[] place(Execution execution, Drift drift) {
        return new Object[] {
            execution.workspaceId(),
            execution.job(),
            drift.contactId(),
            drift.kind().name(),
            drift.name()
        };
    }

    /** Whoever's record the run read has them in its plan; who comes by later has them sent then. */
    private void forgetFields(Execution execution, Collection<Drift> edited) {
        Map<Long, Set<String>> fields = new HashMap<>();
        edited.forEach(drift -> fields.computeIfAbsent(Objects.requireNonNull(drift.personId()), key -> new HashSet<>())
                .add(drift.name()));
        memories.of(execution.job(), fields.keySet()).forEach((person, memory) -> {
            SortedMap<String, String> known = new TreeMap<>(memory.fields());
            known.keySet().removeAll(fields.getOrDefault(person, Set.of()));
            template.update(
                    "update person_job set fields = ?, state = null where workspace_id = ? and job = ? and person_id = ?",
                    FieldsJson.writeTexts(known),
                    execution.workspaceId(),
                    execution.job(),
                    person);
        });
    }

    /** Their next record is sent as a whole, and finds out that they are to be created. */
    private void forgetAllFields(Execution execution, Collection<Drift> gone) {
        template.batchUpdate(
                "update person_job set fields = '{}', state = null where workspace_id = ? and job = ? and person_id = ?",
                gone.stream()
                        .map(drift -> new Object[] {execution.workspaceId(), execution.job(), drift.personId()})
                        .toList());
    }

    private void lookAgain(Execution execution, long person) {
        template.update(
                "update person_job set state = null where workspace_id = ? and job = ? and person_id = ?",
                execution.workspaceId(),
                execution.job(),
                person);
    }

    /**
     * That it is put on again is in the plan, unless the person has left; until it is, it may not be there, for any job
     * that knew it there.
     */
    private void doubt(Execution execution, Collection<Drift> removed) {
        for (Drift drift : removed) {
            long person = Objects.requireNonNull(drift.personId());
            doubts.lookAgain(execution.workspaceId(), person, drift.name());
            doubts.raise(execution.workspaceId(), person, drift.name());
        }
    }

    private void giveUp(Execution execution, Collection<Drift> removed) {
        template.batchUpdate(
                "delete from tag_owner where person_id = ? and job = ? and tag_id in " + OF_NAME,
                removed.stream()
                        .map(drift ->
                                new Object[] {drift.personId(), execution.job(), execution.workspaceId(), drift.name()})
                        .toList());
    }

    private void follow(Execution execution, Drift merged) {
        long person = Objects.requireNonNull(merged.personId());
        people.byId(person)
                .map(LedgerPerson::identifiers)
                .ifPresent(names -> rows.updated(
                        execution.workspaceId(),
                        person,
                        new Outcome.ContactRef(merged.name(), names.externalId(), names.email())));
    }
}
