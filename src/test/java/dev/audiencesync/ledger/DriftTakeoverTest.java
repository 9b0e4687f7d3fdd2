package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.DriftTakeover.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DriftTakeoverTest {
    private static final Instant COMPARED = Instant.parse("2026-11-20T02:30:00Z");

    private final Changes plan;
    private final Verifications verifications;
    private final DriftTakeover takeover;
    private final TagLedger tags;
    private final PeopleLedger people;
    private final JobMemories memories;
    private long ada;

    DriftTakeoverTest(TestDatabase database) {
        plan = new Changes(database);
        verifications = new Verifications(plan.template);
        takeover = new DriftTakeover(plan.template);
        tags = new TagLedger(plan.template);
        people = new PeopleLedger(plan.template);
        memories = new JobMemories(plan.template);
    }

    @BeforeEach
    void adaWasNamedAndTaggedAndARunVerifies() {
        plan.begin();
        plan.person(null, "ada", null, null)
                .change(ChangeKind.CREATE, null, "Ada")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(Changes.created("i1", "ada", null));
        plan.decide(Changes.tagged("t1"));
        plan.settlement.settle(plan.execution());
        ada = plan.byExternalId("ada").get(0).id();
        plan.begin();
        verifications.begin(plan.run);
    }

    private Drift drift(Kind kind, String name) {
        return new Drift(ada, "i1", "ada", kind, name, kind == Kind.FIELD ? "s" : "", kind == Kind.FIELD ? "h" : "");
    }

    private void found(Choice choice, Drift... drifts) {
        verifications.add(plan.run, 0, List.of(drifts));
        verifications.compared(plan.run, new Verifications.Extent(1, 1), COMPARED);
        takeover.sendingBegins(plan.execution(), choice);
    }

    private Set<Drift.Key> respected() {
        return verifications.respected(plan.workspace, "test", List.of("i1"));
    }

    private JobMemory memory() {
        return memories.of("test", List.of(ada)).get(ada);
    }

    @Test
    void aRunThatHasNotComparedEverybodyHasVerifiedNothing() {
        verifications.add(plan.run, 0, List.of(drift(Kind.FIELD, "name")));

        takeover.sendingBegins(plan.execution(), Choice.UNDO);

        assertThat(verifications.extent(plan.run)).isEmpty();
        assertThat(verifications.last(plan.workspace, "test")).isEmpty();
        assertThat(memory().fields()).containsKey("name");
    }

    @Test
    void theJobCountsAsVerifiedWhenTheWorkspaceWasCompared() {
        found(Choice.NOTHING, drift(Kind.FIELD, "name"));

        assertThat(verifications.last(plan.workspace, "test")).contains(COMPARED);
        assertThat(verifications.last(plan.workspace, "other")).isEmpty();
        assertThat(verifications.counts(plan.run)).isEqualTo(Map.of(Kind.FIELD, 1L));
        assertThat(memory().fields()).containsKey("name");
        assertThat(plan.settled()).isEqualTo(1);
        assertThat(respected()).isEmpty();
    }

    @Test
    void whatIsUndoneIsForgottenSoThatItIsSentAgain() {
        found(Choice.UNDO, drift(Kind.FIELD, "name"), drift(Kind.TAG_REMOVED, "vip"));

        assertThat(memory().fields()).doesNotContainKey("name");
        assertThat(plan.settled()).isZero();
        assertThat(new TagDoubts(plan.template).of(List.of(ada))).isEqualTo(Map.of(ada, Set.of("vip")));
        assertThat(respected()).isEmpty();
    }

    @Test
    void itIsTakenOverOnce() {
        found(Choice.UNDO, drift(Kind.FIELD, "name"));
        plan.template.update("update person_job set fields = '{\"name\":\"s\"}' where person_id = ?", ada);

        takeover.sendingBegins(plan.execution(), Choice.UNDO);

        assertThat(memory().fields()).containsEntry("name", "s");
    }

    @Test
    void whatIsAcceptedIsRememberedAndOwnedNoMore() {
        Drift edited = drift(Kind.FIELD, "name");
        Drift untagged = drift(Kind.TAG_REMOVED, "vip");
        found(Choice.ACCEPT, edited, untagged);

        assertThat(respected()).containsExactlyInAnyOrder(edited.key(), untagged.key());
        assertThat(tags.ownerships(List.of(ada))).isEmpty();
        assertThat(tags.declinedBy("test", List.of(ada))).isEqualTo(Map.of(ada, Set.of("vip")));
        assertThat(tags.declinedAfter(plan.workspace, "test", 0, 10)).hasSize(1);
        assertThat(memory().fields()).containsKey("name");
    }

    @Test
    void whoeverWasGivenATagByHandIsFoundWithIt() {
        found(Choice.UNDO, drift(Kind.TAG_ADDED, "gold"), new Drift(null, "i9", "zoe", Kind.TAG_ADDED, "gold", "", ""));

        assertThat(tags.found(plan.workspace, "test", "gold")).containsExactlyInAnyOrder("i1", "i9");
    }

    @Test
    void whoIsGoneIsRememberedAndForgottenWhereTheyAreToBeCreated() {
        found(Choice.UNDO, drift(Kind.GONE, ""));
        assertThat(respected()).containsExactly(drift(Kind.GONE, "").key());
        assertThat(memory().fields()).isNotEmpty();

        plan.begin();
        verifications.begin(plan.run);
        found(Choice.UNDO_AND_CREATE, drift(Kind.GONE, ""));
        assertThat(memory().fields()).isEmpty();
    }

    @Test
    void aMergedContactIsFollowed() {
        found(Choice.UNDO, drift(Kind.MERGED, "i2"));

        assertThat(people.byIntercomId(plan.workspace, List.of("i2")))
                .extracting(LedgerPerson::id)
                .containsExactly(ada);
    }

    @Test
    void whatARunFoundIsForgottenBeforeItLooksAnew() {
        verifications.add(plan.run, 0, List.of(drift(Kind.FIELD, "name"), drift(Kind.TAG_REMOVED, "vip")));
        assertThat(tags.untaggedAfter(plan.run, plan.workspace, "test", 0, 10)).hasSize(1);
        assertThat(verifications.of(plan.run, List.of(ada)).get(ada)).hasSize(2);

        verifications.forget(plan.run, List.of("i2"));
        assertThat(verifications.counts(plan.run)).hasSize(2);
        verifications.clear(plan.run);

        assertThat(verifications.counts(plan.run)).isEmpty();
        assertThat(verifications.isWanted(plan.run)).isTrue();
    }

    @Test
    void peopleOfAnUnfinishedRunAreKnown() {
        plan.person(ada, "ada", null, "i1")
                .change(ChangeKind.UPDATE, null, "Bea")
                .stored();
        RunStore runs = new RunStore(plan.template);
        assertThat(verifications.isAnyRunUnfinished(plan.workspace, 0)).isFalse();
        runs.state(plan.run, RunState.APPLYING);
        runs.sending(plan.run);

        assertThat(verifications.peopleOfUnfinishedRuns(plan.workspace, 0)).containsExactly(ada);
        assertThat(verifications.peopleOfUnfinishedRuns(plan.workspace, plan.run))
                .isEmpty();
        assertThat(verifications.isAnyRunUnfinished(plan.workspace, 0)).isTrue();
    }

    @Test
    void whomARunWroteToLatelyIsKnown() {
        assertThat(people.writtenSince(List.of(ada), Instant.EPOCH)).isEmpty();
        plan.template.update(
                "insert into run_execution (run_id, execution, command, started_at, ended_at) select version_run, 1, 'run',"
                        + " ?, ? from person where id = ?",
                Rows.time(COMPARED),
                Rows.time(COMPARED),
                ada);

        assertThat(people.writtenSince(List.of(ada), COMPARED.minusSeconds(1))).containsExactly(ada);
        assertThat(people.writtenSince(List.of(ada), COMPARED)).isEmpty();
        assertThat(memories.sentByJob(List.of(ada)).get(ada)).containsOnlyKeys("test");
    }
}
