package dev.audiencesync.plan;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.RunKind;
import dev.audiencesync.ledger.Settlement;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plans nights on a real ledger, and carries them out as an Intercom that refuses nothing would. */
final class Nights {
    static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

    final InMemoryIntercom intercom = new InMemoryIntercom();
    final JdbcTemplate template = Ledgers.template();
    final PlanLedger ledger = PlanLedger.of(template);
    final long workspace = Ledgers.workspace();
    JobDefinition definition;
    Instant now = NOW;
    Planner planner;
    ExportReading reading;
    long run;
    int staged;

    Nights(JobDefinition definition) {
        this.definition = definition;
    }

    /** Reads and plans; records in JSON, which is easier on the eye with single quotes. */
    List<String> plan(String... records) {
        run = Ledgers.run(workspace, definition.name(), definition.text());
        boolean stream = definition.source().mode() == Source.Mode.STREAM;
        PeopleIndex index = new PeopleIndex(stream, false, new ReplacedVisitors());
        ledger.memories()
                .scan(
                        workspace,
                        definition.name(),
                        (key, state, newest, lookedAt) -> index.remember(
                                key,
                                lookedAt != null && lookedAt.isBefore(Looked.staleBefore(now)) ? null : state,
                                newest));
        ledger.clocks().scan(workspace, definition.name(), index.movedOn()::remember);
        RecordMapper mapper = new RecordMapper(definition);
        reading = new ExportReading(
                index,
                definition.mappingFingerprints(),
                mapper.conditionLeaves(),
                new Chosen(Canary.EVERYBODY),
                TakenAttributes.of(definition, intercom),
                ToldAudiences.NONE);
        stage(mapper, records);
        planner = Planner.of(scope(), ledger, reading, intercom, Clock.fixed(now, ZoneOffset.UTC));
        do {
            planner.prepare();
        } while (planner.advance() >= 0);
        return changes();
    }

    PlanScope scope() {
        long definitionId = ledger.runs().find(run).orElseThrow().definitionId();
        return new PlanScope(run, 1, workspace, RunKind.RUN, definitionId, definition);
    }

    private void stage(RecordMapper mapper, String... records) {
        List<StagedPerson> people = new ArrayList<>();
        for (int line = 1; line <= records.length; line++) {
            MappedRecord mapped = mapper.map(record(new SourcePosition("f", line), records[line - 1]));
            if (mapped instanceof MappedRecord.Mapped usable) {
                reading.take(usable.person()).ifPresent(people::add);
            } else {
                reading.take((MappedRecord.Rejected) mapped);
            }
        }
        staged = people.size();
        ledger.staged().insert(run, people);
    }

    /** After an exclamation mark stands what could be read of a record that broke off. */
    private static ReadRecord record(SourcePosition position, String json) {
        boolean broken = json.startsWith("!");
        ObjectNode content = (ObjectNode)
                JsonMapper.shared().readTree(json.substring(broken ? 1 : 0).replace('\'', '"'));
        return broken
                ? new UnreadableRecord(position, "malformed_json", "not valid JSON", List.of(content))
                : new ExportRecord(position, content);
    }

    /** Plans a night and carries it out. */
    List<String> night(String... records) {
        List<String> changes = plan(records);
        carryOut();
        return changes;
    }

    List<String> reasons() {
        return template.queryForList(
                "select reason from planned_change where run_id = ? order by seq", String.class, run);
    }

    List<String> notes() {
        return ledger.runs().notes(run);
    }

    /** The plan as {@code KIND who what}. */
    List<String> changes() {
        return template.query(
                "select c.kind, p.external_id, p.email, p.intercom_id, c.tag, c.payload from planned_change c join"
                        + " planned_person p on p.run_id = c.run_id and p.seq = c.person_seq where c.run_id = ?"
                        + " order by c.seq",
                (row, number) -> row.getString(1) + " "
                        + new Identifiers(row.getString(2), row.getString(3), row.getString(4)).display() + " "
                        + (row.getString(5) == null ? row.getString(6).replace('"', '\'') : row.getString(5)),
                run);
    }

    List<String> rejects() {
        List<String> rejects = new ArrayList<>();
        ledger.rejects().forEach(run, reject -> rejects.add(reject.code() + " " + reject.person()));
        return rejects;
    }

    StoredRun.Totals totals() {
        return ledger.runs().find(run).orElseThrow().totals();
    }

    /** Carries the plan out and settles it. */
    void carryOut() {
        OutcomeStore outcomes = new OutcomeStore(template);
        OutcomeStore.Execution execution =
                new OutcomeStore.Execution(run, 1, workspace, definition.name(), scope().definitionId());
        ledger.groups().sendingBegins(execution);
        ledger.tags().useBegins(workspace, definition.name(), ledger.plans().tagsPutOn(run));
        for (List<OpenChange> open = open(); !open.isEmpty(); open = open()) {
            outcomes.store(
                    execution,
                    open.stream()
                            .map(change -> new ChangeOutcome(change, applied(change)))
                            .toList(),
                    NOW);
        }
        new Settlement(template).settle(execution);
        ledger.clocks().count(execution);
    }

    private List<OpenChange> open() {
        return ledger.plans().nextOpen(run, phase -> 1_000);
    }

    private Outcome applied(OpenChange open) {
        ChangeKind kind = open.change().kind();
        Identifiers person = open.person().identifiers();
        if (kind.phase() != ChangeKind.Phase.WRITE) {
            String tag = String.valueOf(open.change().tag());
            boolean call = kind == ChangeKind.TAG || kind == ChangeKind.UNTAG;
            String id = intercom.tags.entrySet().stream()
                    .filter(known -> TagLedger.nameKey(known.getKey()).equals(TagLedger.nameKey(tag)))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("tag-" + TagLedger.nameKey(tag));
            if (!intercom.tags.containsValue(id)) {
                intercom.tags.put(tag, id);
            }
            return new Outcome.Applied(kind, null, call ? id : null);
        }
        String id = person.intercomId() != null ? person.intercomId() : "i-" + person.display();
        return new Outcome.Applied(kind, new Outcome.ContactRef(id, person.externalId(), person.email()), null);
    }
}
