package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.ledger.BulkUntag;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many people lose a tag, before workspaces that do what Intercom leaves open. */
class BulkUntagTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final BulkUntagMemory memory = new BulkUntagMemory(Ledgers.template(), Ledgers.workspace());
    private final KnownContacts known = new KnownContacts(new PeopleLedger(Ledgers.template()), Ledgers.workspace());
    private String version = "2.16";

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void whereItWorksOneIsTriedAndTheOthersGoByFifties() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        List<String> ids = tagged(120);

        assertThat(untag(ids)).containsExactly(Map.entry("APPLIED", 120L));

        assertNobodyIsTagged();
        assertCalls(2, 1 + 3, 0);
        assertThat(memory.verdict()).isEqualTo(BulkUntag.WORKS);
    }

    @ParameterizedTest
    @EnumSource(
            value = dev.audiencesync.sandbox.BulkUntag.class,
            names = {"IGNORED", "REFUSED", "CLAIMED"})
    void whereItDoesNotEverybodyIsUntaggedAlone(dev.audiencesync.sandbox.BulkUntag choice) {
        is(choice);
        List<String> ids = tagged(120);

        assertThat(untag(ids)).containsExactly(Map.entry("APPLIED", 120L));

        assertNobodyIsTagged();
        assertCalls(choice == dev.audiencesync.sandbox.BulkUntag.CLAIMED ? 2 : 1, 1, 120);
        assertThat(memory.verdict()).isEqualTo(BulkUntag.FAILS);
        untag(tagged(10));
        assertThat(sandbox.counts().calls(CallKind.TAG_BULK))
                .as("not tried again")
                .isEqualTo(1);
    }

    @Test
    void anOlderVersionDoesNotSayWhoWasUntagged() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        version = "2.15";
        memory.keep(BulkUntag.WORKS);

        untag(tagged(60));

        assertNobodyIsTagged();
        assertCalls(0, 0, 60);
    }

    @Test
    void fewAreNotWorthATrial() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);

        untag(tagged(4));
        assertCalls(0, 0, 4);

        untag(tagged(5));
        assertCalls(2, 2, 4);
        assertNobodyIsTagged();
    }

    @Test
    void whoLostTheTagByHandIsNoCandidate() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        List<String> ids = tagged(60);
        sandbox.manually().untag(ids.get(0), "VIP");
        sandbox.manually().archive(ids.get(1));

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 58L), Map.entry("UNCHANGED", 2L));

        assertNobodyIsTagged();
        assertThat(memory.verdict()).isEqualTo(BulkUntag.WORKS);
    }

    @Test
    void whereNoCandidateCarriesTheTagNothingIsFoundOut() {
        List<String> ids = tagged(60);
        ids.subList(0, 5).forEach(id -> sandbox.manually().untag(id, "VIP"));

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 55L), Map.entry("UNCHANGED", 5L));

        assertNobodyIsTagged();
        assertCalls(5, 0, 55);
        assertThat(memory.verdict()).isEqualTo(BulkUntag.UNTRIED);
    }

    @Test
    void oneWhomIntercomDoesNotKnowIsUnchangedAndOneWhomItMergedLosesTheTagWhereItWent() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        memory.keep(BulkUntag.WORKS);
        List<String> ids = tagged(50);
        sandbox.manually().delete(ids.get(7));
        String survivor = tagged(1).get(0);
        sandbox.manually().merge(ids.get(8), survivor);

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 49L), Map.entry("UNCHANGED", 1L));

        assertNobodyIsTagged();
        assertThat(sandbox.counts().calls(CallKind.TAG_BULK)).isEqualTo(1);
        assertThat(memory.verdict()).isEqualTo(BulkUntag.WORKS);
    }

    @ParameterizedTest
    @EnumSource(
            value = dev.audiencesync.sandbox.BulkUntag.class,
            names = {"IGNORED", "REFUSED"})
    void whereItHasCeasedToWorkNobodyIsLeftTaggedAndTheVerdictIsDropped(dev.audiencesync.sandbox.BulkUntag choice) {
        is(choice);
        memory.keep(BulkUntag.WORKS);
        List<String> ids = tagged(700);
        sandbox.manually().untag(ids.get(3), "VIP");

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 700L));

        assertNobodyIsTagged();
        assertThat(memory.verdict()).isEqualTo(BulkUntag.UNTRIED);
    }

    @Test
    void aBatchThatFailsForOneDoesNotKeepTheOthersTagged() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        memory.keep(BulkUntag.WORKS);
        List<String> ids = tagged(100);
        sandbox.faults().answer("\"" + ids.get(60) + "\"", 500);

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 99L), Map.entry("DEFERRED", 1L));

        assertThat(sandbox.tags().get(0).contacts()).isEqualTo(1);
        assertThat(memory.verdict()).isEqualTo(BulkUntag.WORKS);
    }

    @Test
    void aTrialThatIntercomFailsIsInVain() {
        List<String> ids = tagged(10);
        sandbox.faults().answer("\"untag\"", 503);

        assertThat(untag(ids)).containsOnly(Map.entry("APPLIED", 10L));

        assertNobodyIsTagged();
        assertThat(memory.verdict()).isEqualTo(BulkUntag.UNTRIED);
    }

    @Test
    void aRenamedTagComesOffByItsId() {
        is(dev.audiencesync.sandbox.BulkUntag.HONOURED);
        List<String> ids = tagged(10);
        String tagId = sandbox.tags().get(0).id();
        sandbox.manually().renameTag("VIP", "Gold");

        assertThat(untag(ids, tagId)).containsOnly(Map.entry("APPLIED", 10L));
        assertNobodyIsTagged();
        assertThat(memory.verdict()).isEqualTo(BulkUntag.UNTRIED);

        memory.keep(BulkUntag.WORKS);
        ids.forEach(id -> sandbox.manually().tag(id, "Gold"));
        assertThat(untag(ids, tagId)).containsOnly(Map.entry("APPLIED", 10L));
        assertNobodyIsTagged();
    }

    private void is(dev.audiencesync.sandbox.BulkUntag choice) {
        sandbox.set(sandbox.settings().withBulkUntag(choice));
    }

    private List<String> tagged(int count) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(i -> sandbox.manually()
                        .seedContact(ContactSeed.user("c" + sandbox.contacts().size())))
                .toList();
        ids.forEach(id -> sandbox.manually().tag(id, "VIP"));
        return ids;
    }

    private Map<String, Long> untag(List<String> ids) {
        return untag(ids, sandbox.tags().get(0).id());
    }

    /** Slice after slice, as the applying step does. Returns how many came out how. */
    private Map<String, Long> untag(List<String> ids, String tagId) {
        List<OpenChange> open = new ArrayList<>(
                ids.stream().map(id -> Open.tag(ChangeKind.UNTAG, id)).toList());
        List<ChangeOutcome> outcomes = new ArrayList<>();
        try (ChangeApplier applier = new ChangeApplier(
                Open.impatientClient(sandbox, version),
                Open.settings(OnArchived.REJECT),
                name -> Optional.of(tagId),
                memory,
                known,
                Clock.systemUTC())) {
            while (!open.isEmpty()) {
                int slice = Math.min(open.size(), applier.slice(ChangeKind.Phase.UNTAG));
                Applied applied = applier.apply(open.subList(0, slice));
                assertThat(applied.failure()).isEmpty();
                outcomes.addAll(applied.outcomes());
                open.removeAll(
                        applied.outcomes().stream().map(ChangeOutcome::open).collect(Collectors.toSet()));
            }
        }
        return outcomes.stream()
                .map(outcome -> outcome.outcome().word())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private void assertNobodyIsTagged() {
        assertThat(sandbox.tags()).allSatisfy(tag -> assertThat(tag.contacts()).isZero());
    }

    private void assertCalls(int looks, int bulk, int alone) {
        assertThat(sandbox.counts().calls(CallKind.LIST_CONTACT_TAGS)).isEqualTo(looks);
        assertThat(sandbox.counts().calls(CallKind.TAG_BULK)).isEqualTo(bulk);
        assertThat(sandbox.counts().calls(CallKind.UNTAG_ONE)).isEqualTo(alone);
    }
}
