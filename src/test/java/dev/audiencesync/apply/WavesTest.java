package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.NewestRecord;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.PlannedChange;
import dev.audiencesync.ledger.PlannedPerson;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A long first night goes out wave by wave, so that tags follow their people closely. Only the people around the border of
 * two waves are in these plans: who is in which wave goes by a person's place in the plan.
 */
class WavesTest {
    private static final int BORDER = PlannedChange.WAVE;
    private static final int A_SIDE = 120;
    private static final List<String> TAGS = List.of("Gold", "VIP");

    @TempDir
    Path folder;

    private final JdbcTemplate template = Ledgers.template();
    private final PlanStore plans = new PlanStore(template);
    private final OutcomeStore outcomes = new OutcomeStore(template);
    private final long workspace = Ledgers.workspace();
    private final long run = Ledgers.run(workspace, "nightly", "text");
    private final List<PlannedPerson> people = new ArrayList<>();
    private final List<PlannedChange> changes = new ArrayList<>();

    @Test
    void aWaveIsOverBeforeTheNextBegins() {
        for (int place : new int[] {BORDER + 2, BORDER + 1, BORDER, 1}) {
            person(place, place % 2 == 0 ? ChangeKind.CREATE : ChangeKind.UPDATE, ChangeKind.TAG, ChangeKind.UNTAG);
        }
        plans.insert(run, people, changes);

        List<String> slices = new ArrayList<>();
        for (List<OpenChange> open = open(); !open.isEmpty(); open = open()) {
            slices.add(open.stream()
                    .map(change -> change.person().seq() + " " + change.change().kind())
                    .sorted()
                    .toList()
                    .toString());
            store(open.stream()
                    .map(change -> new ChangeOutcome(change, new Outcome.Unchanged("only looked at")))
                    .toList());
        }

        assertThat(slices)
                .containsExactly(
                        "[1 UNTAG, 10000 UNTAG]",
                        "[1 UPDATE, 10000 CREATE]",
                        "[1 TAG, 10000 TAG]",
                        "[10001 UNTAG, 10002 UNTAG]",
                        "[10001 UPDATE, 10002 CREATE]",
                        "[10001 TAG, 10002 TAG]");
    }

    private List<OpenChange> open() {
        return plans.nextOpen(run, phase -> 1_000);
    }

    @Test
    void withinAWaveTagAfterTagComesWholeSoThatItsCallsAreFull() {
        IntStream.rangeClosed(1, A_SIDE).forEach(place -> person(place, ChangeKind.CREATE, ChangeKind.TAG));
        person(BORDER + 1, ChangeKind.CREATE, ChangeKind.TAG);
        plans.insert(run, people, changes);
        store(open().stream()
                .map(change -> new ChangeOutcome(change, new Outcome.Unchanged("only looked at")))
                .toList());

        assertThat(plans.nextOpen(run, phase -> A_SIDE))
                .hasSize(A_SIDE)
                .allSatisfy(change -> assertThat(change.change().tag()).isEqualTo("Gold"));
    }

    @Test
    void theFirstWavesPeopleHaveTheirTagsBeforeAnybodyOfTheSecondIsCreated() throws IOException {
        Path journal = folder.resolve("workspace.jsonl");
        IntStream.rangeClosed(BORDER - A_SIDE + 1, BORDER + A_SIDE)
                .forEach(place -> person(place, ChangeKind.CREATE, ChangeKind.TAG));
        plans.insert(run, people, changes);

        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withStateFile(journal))) {
            carryOut(sandbox);
            assertThat(sandbox.counts().contactsCreated()).isEqualTo(2 * A_SIDE);
            assertThat(sandbox.counts().tagged()).isEqualTo(2L * A_SIDE * TAGS.size());
            assertThat(sandbox.counts().calls(CallKind.TAG_BULK))
                    .as("by fifties within a wave")
                    .isEqualTo(2L * TAGS.size() * 3);
        }

        List<Integer> told = told(journal);
        assertThat(told).hasSize(2 * A_SIDE * (1 + TAGS.size()));
        assertThat(told.subList(0, told.size() / 2)).allMatch(place -> place <= BORDER);
        assertThat(told.subList(told.size() / 2, told.size())).allMatch(place -> place > BORDER);
    }

    private void carryOut(Sandbox sandbox) {
        try (ChangeApplier applier = new ChangeApplier(
                Open.client(sandbox, "2.16"),
                Open.settings(OnArchived.REJECT),
                name -> Optional.empty(),
                new BulkUntagMemory(template, workspace),
                new KnownContacts(new PeopleLedger(template), workspace),
                Clock.systemUTC())) {
            for (List<OpenChange> open = plans.nextOpen(run, applier::slice);
                    !open.isEmpty();
                    open = plans.nextOpen(run, applier::slice)) {
                store(applier.apply(open).outcomes());
            }
        }
    }

    /** Whose contacts were created or tagged, in the order it happened: their places in the plan. */
    private static List<Integer> told(Path journal) throws IOException {
        List<Integer> told = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            for (JsonNode contact : JsonMapper.shared().readTree(line).path("contacts")) {
                told.add(Integer.valueOf(contact.at("/profile/externalId").asString()));
            }
        }
        return told;
    }

    private void store(List<ChangeOutcome> decided) {
        long definition = new RunStore(template).find(run).orElseThrow().definitionId();
        outcomes.store(new OutcomeStore.Execution(run, 1, workspace, "nightly", definition), decided, Instant.EPOCH);
    }

    private void person(int place, ChangeKind... kinds) {
        Identifiers identifiers = new Identifiers(String.valueOf(place), "p" + place + "@x.de", null);
        people.add(new PlannedPerson(
                place,
                identifiers.key().orElseThrow().hash(),
                null,
                identifiers,
                new NewestRecord(0, 0, false),
                Fingerprint.of("state"),
                null,
                null,
                new SourcePosition("f", place),
                null,
                Collections.emptySortedMap(),
                false));
        for (ChangeKind kind : kinds) {
            if (kind == ChangeKind.TAG && kinds.length == 2) {
                TAGS.forEach(tag -> change(place, kind, tag));
            } else {
                change(place, kind, kind.phase() == ChangeKind.Phase.WRITE ? null : "VIP");
            }
        }
    }

    private void change(int place, ChangeKind kind, String tag) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        if (tag == null) {
            fields.putAll(Map.of("external_id", new FieldValue.Text(String.valueOf(place))));
        }
        changes.add(new PlannedChange(changes.size() + 1, place, kind, tag, fields, "because", Cause.DATA));
    }
}
