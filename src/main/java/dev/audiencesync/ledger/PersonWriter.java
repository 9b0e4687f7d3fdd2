package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.Outcome.ContactRef;
import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.person.Identifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what outcomes teach about people: their row, and the field fingerprints of the job. */
final class PersonWriter {
    private final JdbcTemplate template;
    private final JobMemories jobMemories;
    private final PersonRows rows;
    private final Versions versions;

    PersonWriter(JdbcTemplate template) {
        this.template = template;
        this.jobMemories = new JobMemories(template);
        this.rows = new PersonRows(template);
        this.versions = new Versions(template);
    }

    /** An outcome with the row of its person. */
    record Written(ChangeOutcome outcome, long personId) {}

    List<Written> write(Execution execution, List<ChangeOutcome> outcomes) {
        List<Written> written = new ArrayList<>();
        Map<Long, Long> met = new HashMap<>();
        for (ChangeOutcome outcome : outcomes) {
            PlannedPerson person = outcome.open().person();
            Long before = met.getOrDefault(person.seq(), person.personId());
            Long personId = personId(execution, outcome, before);
            if (personId != null) {
                met.put(person.seq(), personId);
                written.add(new Written(outcome, personId));
            }
        }
        remember(execution, written);
        versions.note(
                execution,
                written.stream()
                        .map(one -> planned(one.outcome(), one.personId()))
                        .toList());
        return written;
    }

    /** Whom a tag call without an answer may have found has a row, so that the doubt can be remembered. */
    List<ChangeOutcome> place(Execution execution, List<ChangeOutcome> outcomes) {
        List<ChangeOutcome> placed = new ArrayList<>();
        for (ChangeOutcome outcome : outcomes) {
            PlannedPerson person = outcome.open().person();
            boolean mayBeTagged = outcome.outcome() instanceof Outcome.Deferred
                    && outcome.open().change().kind() == ChangeKind.TAG
                    && person.personId() == null;
            placed.add(mayBeTagged ? place(execution, outcome) : outcome);
        }
        return placed;
    }

    private ChangeOutcome place(Execution execution, ChangeOutcome outcome) {
        PlannedPerson person = outcome.open().person();
        Identifiers names = person.identifiers();
        ContactRef contact = new ContactRef(names.intercomId(), names.externalId(), names.email());
        long id = rows.foundOrInserted(execution.workspaceId(), execution.run(), contact);
        template.update(
                "update planned_person set person_id = ? where run_id = ? and seq = ?",
                id,
                execution.run(),
                person.seq());
        return new ChangeOutcome(new OpenChange(outcome.open().change(), person.known(id)), outcome.outcome());
    }

    /**
     * Who is not in Intercom is looked for again after a week; whoever was met there by these names is forgotten, unless
     * another call of the slice has found them.
     */
    void absent(Execution execution, List<ChangeOutcome> outcomes, Instant now) {
        Set<Long> found = outcomes.stream()
                .filter(outcome -> outcome.outcome() instanceof Applied)
                .flatMap(outcome -> Stream.ofNullable(outcome.open().person().personId()))
                .collect(Collectors.toSet());
        for (ChangeOutcome outcome : outcomes) {
            if (outcome.outcome() instanceof Outcome.Absent) {
                PlannedPerson person = outcome.open().person();
                Looked looked = Looked.of(now, person.identifiers());
                template.update(
                        "update planned_person set looked_at = ?, looked_for = ? where run_id = ? and seq = ?",
                        Rows.time(looked.at()),
                        Rows.uuid(looked.what()),
                        execution.run(),
                        person.seq());
                if (person.personId() != null && !found.contains(person.personId())) {
                    rows.forget(person.personId());
                }
            }
        }
    }

    /** Of people with calls that failed, nobody knows what Intercom holds: each may have taken effect all the same. */
    void doubt(Execution execution, List<ChangeOutcome> outcomes) {
        List<ChangeOutcome> doubtful = outcomes.stream()
                .filter(outcome -> outcome.outcome() instanceof Outcome.Deferred)
                .filter(outcome -> outcome.open().person().personId() != null)
                .toList();
        versions.note(
                execution,
                doubtful.stream()
                        .map(outcome -> planned(
                                outcome,
                                Objects.requireNonNull(outcome.open().person().personId())))
                        .toList());
        forgetFields(
                execution,
                doubtful.stream()
                        .filter(outcome -> outcome.open().change().kind() == ChangeKind.UPDATE)
                        .toList());
    }

    /** Forgets what was last sent of the fields of these updates. */
    private void forgetFields(Execution execution, List<ChangeOutcome> doubtful) {
        Map<Long, JobMemory> memories = jobMemories.of(
                execution.job(),
                doubtful.stream()
                        .map(outcome -> outcome.open().person().personId())
                        .toList());
        for (ChangeOutcome outcome : doubtful) {
            JobMemory memory = memories.get(outcome.open().person().personId());
            if (memory != null) {
                SortedMap<String, String> known = new TreeMap<>(memory.fields());
                known.keySet().removeAll(outcome.open().change().fields().keySet());
                template.update(
                        "update person_job set fields = ?, state = null where workspace_id = ? and job = ? and person_id = ?",
                        FieldsJson.writeTexts(known),
                        execution.workspaceId(),
                        execution.job(),
                        memory.personId());
            }
        }
    }

    private static Versions.Planned planned(ChangeOutcome outcome, long personId) {
        return new Versions.Planned(outcome.open().person().seq(), personId);
    }

    /**
     * Null where nothing is known to stand in Intercom for the person.
     *
     * @param before their row, which an outcome of the same slice may have given them: another call may find them by
     *     another name
     */
    private @Nullable Long personId(Execution execution, ChangeOutcome outcome, @Nullable Long before) {
        PlannedPerson planned = outcome.open().person();
        ContactRef contact = contact(outcome);
        if (contact == null) {
            return before;
        }
        boolean identifies = planned.identifiers().intercomId() == null && contact.intercomId() != null;
        if (before != null && !changesPerson(outcome) && !identifies) {
            return before;
        }
        long id = before != null
                ? rows.updated(execution.workspaceId(), before, contact)
                : rows.foundOrInserted(execution.workspaceId(), execution.run(), contact);
        template.update(
                "update planned_person set person_id = ?, intercom_id = ? where run_id = ? and seq = ?",
                id,
                contact.intercomId(),
                execution.run(),
                planned.seq());
        return id;
    }

    private static boolean changesPerson(ChangeOutcome outcome) {
        return outcome.open().change().kind().phase() == ChangeKind.Phase.WRITE;
    }

    private static @Nullable ContactRef contact(ChangeOutcome outcome) {
        Identifiers identifiers = outcome.open().person().identifiers();
        if (outcome.outcome() instanceof Applied applied && applied.contact() != null) {
            return as(identifiers, applied.contact());
        }
        return identifiers.intercomId() == null && !(outcome.outcome() instanceof Applied)
                ? null
                : new ContactRef(identifiers.intercomId(), identifiers.externalId(), identifiers.email());
    }

    /** Whose external id Intercom is not told is known by it here: a contact without one is not anybody's. */
    private static ContactRef as(Identifiers person, ContactRef contact) {
        return contact.externalId() == null
                ? new ContactRef(contact.intercomId(), person.externalId(), contact.email())
                : contact;
    }

    /**
     * Notes the fingerprints of what was sent, and takes the state away until the run settles: a crash in between must
     * not leave a person looking settled.
     */
    private void remember(Execution execution, List<Written> written) {
        Map<Long, JobMemory> memories = jobMemories.of(
                execution.job(),
                written.stream().map(Written::personId).distinct().toList());
        for (Written one : written) {
            SortedMap<String, String> fields = new TreeMap<>();
            JobMemory memory = memories.get(one.personId());
            if (memory != null) {
                fields.putAll(memory.fields());
            }
            if (one.outcome().outcome() instanceof Applied applied) {
                one.outcome()
                        .open()
                        .change()
                        .sent(applied)
                        .forEach((name, value) -> fields.put(name, value.fingerprintIn(name)));
            }
            remember(execution, one, fields);
        }
    }

    private void remember(Execution execution, Written written, SortedMap<String, String> fields) {
        PlannedPerson person = written.outcome().open().person();
        template.update(
                "delete from person_job where workspace_id = ? and job = ? and person_id = ? and person_key <> ?",
                execution.workspaceId(),
                execution.job(),
                written.personId(),
                Rows.uuid(person.key()));
        template.update(
                "merge into person_job t using (values (cast(? as bigint), cast(? as varchar), cast(? as uuid),"
                        + " cast(? as bigint), cast(? as bigint), cast(? as boolean)))"
                        + " s (w, j, k, newest_by, visitor, overtakes) on (t.workspace_id = s.w and t.job = s.j and t.person_key = s.k)"
                        + " when matched then update set person_id = ?, state = null, fields = ?, definition_id = ?, "
                        + Settlement.NEWEST
                        + " when not matched then insert (workspace_id, job, person_key, person_id, state, newest_by, visitor,"
                        + " definition_id, fields, run_id, file, line) values (s.w, s.j, s.k, ?, null, s.newest_by, s.visitor,"
                        + " ?, ?, ?, ?, ?)",
                execution.workspaceId(),
                execution.job(),
                Rows.uuid(person.key()),
                person.newest().newestBy(),
                person.newest().visitor(),
                person.newest().overtakes(),
                written.personId(),
                FieldsJson.writeTexts(fields),
                execution.definitionId(),
                written.personId(),
                execution.definitionId(),
                FieldsJson.writeTexts(fields),
                execution.run(),
                person.position().file(),
                person.position().line());
    }
}
