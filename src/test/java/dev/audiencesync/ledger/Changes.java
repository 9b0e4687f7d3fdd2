package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.ContactRef;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** One run's plan, written by hand. */
final class Changes {
    static final Fingerprint STATE = Fingerprint.of("state");

    final JdbcTemplate template;
    final long workspace;
    final OutcomeStore outcomes;
    final Settlement settlement;
    final PlanStore plans;
    private final List<PlannedPerson> people = new ArrayList<>();
    private final List<PlannedChange> changes = new ArrayList<>();
    long run;

    Changes(TestDatabase database) {
        template = database.template();
        workspace = Ledgers.workspace(template);
        outcomes = new OutcomeStore(template);
        settlement = new Settlement(template);
        plans = new PlanStore(template);
    }

    void begin() {
        begin("test");
    }

    void begin(String job) {
        run = Ledgers.run(template, workspace, job, "text");
        people.clear();
        changes.clear();
    }

    Changes person(Long personId, String externalId, String email, String intercomId) {
        Identifiers identifiers = new Identifiers(externalId, email, intercomId);
        people.add(new PlannedPerson(
                people.size() + 1,
                identifiers.key().orElseThrow().hash(),
                personId,
                identifiers,
                new NewestRecord(5, 0, false),
                STATE,
                null,
                null,
                new SourcePosition("f", people.size() + 1),
                null,
                Collections.emptySortedMap(),
                false));
        return this;
    }

    Changes change(ChangeKind kind, String tag, String name) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        if (name != null) {
            fields.put("name", new FieldValue.Text(name));
        }
        changes.add(new PlannedChange(changes.size() + 1, people.size(), kind, tag, fields, "because", Cause.DATA));
        return this;
    }

    Changes stored() {
        plans.insert(run, people, changes);
        return this;
    }

    OutcomeStore.Execution execution() {
        return execution("test");
    }

    OutcomeStore.Execution execution(String job) {
        long definition = new RunStore(template).find(run).orElseThrow().definitionId();
        return new OutcomeStore.Execution(run, 1, workspace, job, definition);
    }

    /** Stores the outcome of the first open change. */
    void decide(Outcome outcome) {
        decide("test", outcome);
    }

    void decide(String job, Outcome outcome) {
        OpenChange open = plans.nextOpen(run, phase -> 1).get(0);
        outcomes.store(execution(job), List.of(new ChangeOutcome(open, outcome)), Instant.EPOCH);
    }

    List<LedgerPerson> byExternalId(String externalId) {
        return new PeopleLedger(template).byExternalId(workspace, List.of(externalId));
    }

    int count(String table) {
        return count(table, "workspace_id", workspace);
    }

    int count(String table, String column, long id) {
        Integer count = template.queryForObject(
                "select count(*) from " + table + " where " + column + " = ?", Integer.class, id);
        return count == null ? 0 : count;
    }

    /** How many people the job remembers as settled. */
    int settled() {
        Integer count = template.queryForObject(
                "select count(*) from person_job where workspace_id = ? and state is not null",
                Integer.class,
                workspace);
        return count == null ? 0 : count;
    }

    static Outcome created(String intercomId, String externalId, String email) {
        return new Outcome.Applied(ChangeKind.CREATE, new ContactRef(intercomId, externalId, email), null);
    }

    static Outcome updated(String intercomId, String externalId, String email) {
        return new Outcome.Applied(ChangeKind.UPDATE, new ContactRef(intercomId, externalId, email), null);
    }

    static Outcome tagged(String tagId) {
        return new Outcome.Applied(ChangeKind.TAG, null, tagId);
    }

    static Outcome rejected() {
        return new Outcome.Rejected("code", "reason");
    }
}
