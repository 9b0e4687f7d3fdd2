package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.PersonKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OutcomeStoreTest {
    private final TestDatabase database;
    private final Changes plan;
    private final PeopleLedger people;
    private final JobMemories memories;
    private final TagLedger tags;

    OutcomeStoreTest(TestDatabase database) {
        this.database = database;
        plan = new Changes(database);
        people = new PeopleLedger(plan.template);
        memories = new JobMemories(plan.template);
        tags = new TagLedger(plan.template);
    }

    @BeforeEach
    void aRun() {
        plan.begin();
    }

    @Test
    void anOutcomeAndItsLedgerRowsComeOrGoTogether() {
        adaWithTag();

        database.transactions().executeWithoutResult(transaction -> {
            plan.decide(Changes.created("i1", "ada", "ada@x.de"));
            plan.decide(Changes.tagged("t1"));
            plan.settlement.settle(plan.execution());
            transaction.setRollbackOnly();
        });

        assertThat(plan.plans.countOpen(plan.run)).isEqualTo(2);
        assertThat(plan.count("person")).isZero();
        assertThat(plan.count("person_job")).isZero();
        assertThat(plan.count("tag")).isZero();
        assertThat(plan.plans.nextOpen(plan.run, phase -> 1).get(0).person().personId())
                .isNull();
    }

    @Test
    void aCreateGivesItsTagTheContact() {
        adaWithTag();
        plan.decide(Changes.created("i1", "ada", "ada@x.de"));

        OpenChange tag = plan.plans.nextOpen(plan.run, phase -> 9).get(0);

        assertThat(tag.person().identifiers().intercomId()).isEqualTo("i1");
        plan.decide(Changes.tagged("t1"));
        assertThat(new JobTags(plan.template).intercomId(plan.workspace, "test", "vip"))
                .contains("t1");
        assertThat(tags.ownedCounts(plan.workspace, "test")).isEqualTo(Map.of("vip", 1L));
    }

    @Test
    void whomOneCallOfASliceFoundByNameAndAnotherByTheIdIsOnePerson() {
        plan.person(null, "ada", "ada@x.de", null)
                .change(ChangeKind.TAG, "VIP", null)
                .change(ChangeKind.TAG, "Gold", null)
                .stored();
        List<OpenChange> open = plan.plans.nextOpen(plan.run, phase -> 9);

        plan.outcomes.store(
                plan.execution(),
                List.of(
                        new ChangeOutcome(
                                open.get(0),
                                new Outcome.Applied(
                                        ChangeKind.TAG, new Outcome.ContactRef("i1", "ada", "ada@x.de"), "t1")),
                        new ChangeOutcome(open.get(1), Changes.tagged("t2"))),
                Instant.EPOCH);

        assertThat(plan.count("person")).isEqualTo(1);
        assertThat(plan.byExternalId("ada")).hasSize(1);
        assertThat(tags.ownedCounts(plan.workspace, "test")).isEqualTo(Map.of("vip", 1L, "gold", 1L));
    }

    @Test
    void aRejectedCreateRejectsItsTagsAndARejectedUpdateDoesNot() {
        adaWithTag();
        plan.decide(Changes.rejected());
        assertThat(plan.plans.countOpen(plan.run)).isZero();
        assertThat(rejects()).containsExactly("create ada code");

        plan.begin();
        plan.person(null, "bo", null, "i2")
                .change(ChangeKind.UPDATE, null, "Bo")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(Changes.rejected());
        assertThat(plan.plans.countOpen(plan.run)).isEqualTo(1);
    }

    @Test
    void settlingTwiceIsSettlingOnceAndWhoIsNotDoneIsToBeLookedAtAgain() {
        adaWithTag();
        plan.template.update("delete from planned_change where run_id = ?", plan.run);
        plan.template.update("delete from planned_person where run_id = ?", plan.run);
        plan.person(null, "bo", null, null).change(ChangeKind.CREATE, null, "Bo");
        plan.person(null, "cy", null, null).stored();

        plan.settlement.settle(plan.execution());
        List<Map<String, Object>> once = memories();
        plan.settlement.settle(plan.execution());

        assertThat(memories()).isEqualTo(once).hasSize(3);
        assertThat(plan.settled()).isEqualTo(1);
    }

    @Test
    void whoWasRejectedIsNotSettledAndIsLookedAtAgain() {
        adaWithTag();
        plan.decide(Changes.created("i1", "ada", "ada@x.de"));
        plan.decide(Changes.rejected());

        plan.settlement.settle(plan.execution());

        assertThat(plan.settled()).isZero();
        List<Fingerprint> states = new ArrayList<>();
        memories.scan(plan.workspace, "test", (key, state, newestBy, lookedAt) -> states.add(state));
        assertThat(states).containsOnlyNulls().hasSize(1);
    }

    @Test
    void anOutcomeTakesTheStateAwayUntilTheRunSettles() {
        ada();
        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.UPDATE, null, "A")
                .stored();

        plan.decide(Changes.updated("i1", "ada", "ada@x.de"));
        assertThat(plan.settled()).isZero();
        plan.settlement.settle(plan.execution());
        assertThat(plan.settled()).isEqualTo(1);
    }

    @Test
    void whatWasSentIsRememberedByFieldAndKeptBesideWhatWasSentBefore() {
        ada();
        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(Changes.tagged("t1"));

        assertThat(memories.of("test", List.of(adasId())).get(adasId()).fields())
                .containsOnlyKeys("name");
    }

    @Test
    void aTakeOverLeavesOnePersonUnderTheNewKey() {
        plan.person(null, null, "ada@x.de", null)
                .change(ChangeKind.CREATE, null, "Ada")
                .stored();
        plan.decide(Changes.created("i1", null, "ada@x.de"));
        plan.settlement.settle(plan.execution());
        Long known = people.byEmail(plan.workspace, List.of("ada@x.de")).get(0).id();

        plan.begin();
        plan.person(known, "ada", "ada@x.de", "i1")
                .change(ChangeKind.UPDATE, null, "Ada")
                .stored();
        plan.decide(Changes.updated("i1", "ada", "ada@x.de"));
        plan.settlement.settle(plan.execution());

        assertThat(plan.count("person")).isEqualTo(1);
        assertThat(plan.byExternalId("ada")).singleElement().satisfies(person -> assertThat(person.id())
                .isEqualTo(known));
        List<Fingerprint> keys = new ArrayList<>();
        memories.scan(plan.workspace, "test", (key, state, newestBy, lookedAt) -> keys.add(key));
        assertThat(keys).containsExactly(PersonKey.ofExternalId("ada").hash());
    }

    @Test
    void aContactThatWasMergedIsTheSurvivorsRow() {
        ada();
        plan.begin();
        plan.person(null, "bo", "bo@x.de", null)
                .change(ChangeKind.CREATE, null, "Bo")
                .stored();
        plan.decide(Changes.created("i2", "bo", "bo@x.de"));
        plan.settlement.settle(plan.execution());
        Long survivor = plan.byExternalId("bo").get(0).id();

        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.UPDATE, null, "A")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(Changes.updated("i2", "bo", "bo@x.de"));
        plan.decide(Changes.tagged("t1"));

        assertThat(tags.ownerships(List.of(survivor))).hasSize(1);
        assertThat(people.byIntercomId(plan.workspace, List.of("i2")))
                .extracting(LedgerPerson::id)
                .containsExactly(survivor);
    }

    @Test
    void bookkeepingTakesNoContact() {
        ada();
        own("other");
        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.CLAIM, "VIP", null)
                .stored();
        plan.decide(new Outcome.Applied(ChangeKind.CLAIM, null, null));
        assertThat(tags.ownerships(List.of(adasId())))
                .extracting(TagLedger.Ownership::job)
                .containsExactlyInAnyOrder("other", "test");

        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.RELEASE, "VIP", null)
                .stored();
        plan.decide(new Outcome.Applied(ChangeKind.RELEASE, null, null));
        assertThat(tags.ownerships(List.of(adasId())))
                .extracting(TagLedger.Ownership::job)
                .containsExactly("other");
    }

    @Test
    void anUntagThatFoundNobodyEndsTheOwnershipToo() {
        ada();
        own("test");
        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.UNTAG, "VIP", null)
                .stored();
        plan.decide(new Outcome.Unchanged("gone"));

        assertThat(tags.ownerships(List.of(adasId()))).isEmpty();
    }

    @Test
    void aTagThatWasPutOffIsTheJobsAndInDoubtUntilACallIsAnswered() {
        ada();
        plan.begin();
        decideTag(ChangeKind.TAG, deferred());

        assertThat(tags.ownerships(List.of(adasId())))
                .extracting(TagLedger.Ownership::job)
                .containsExactly("test");
        assertThat(doubts()).isEqualTo(Map.of(adasId(), Set.of("vip")));
        decideTag(ChangeKind.TAG, Changes.tagged("t1"));
        assertThat(doubts()).isEmpty();
        assertThat(plan.count("tag")).as("the tag that had no id got one").isEqualTo(1);
    }

    @Test
    void anUntagThatWasPutOffLeavesTheTagTheJobsAndInDoubt() {
        ada();
        own("test");
        plan.begin();
        decideTag(ChangeKind.UNTAG, deferred());
        assertThat(doubts()).isEqualTo(Map.of(adasId(), Set.of("vip")));

        decideTag(ChangeKind.UNTAG, new Outcome.Unchanged("gone"));

        assertThat(tags.ownerships(List.of(adasId()))).isEmpty();
        assertThat(doubts()).isEmpty();
    }

    @Test
    void whereOneOfSeveralJobsIsSureNobodyIsInDoubt() {
        ada();
        own("other");
        plan.begin();
        decideTag(ChangeKind.TAG, deferred());

        assertThat(tags.ownerships(List.of(adasId()))).hasSize(2);
        assertThat(doubts()).isEmpty();
    }

    @Test
    void aContactThatTookThePlaceOfOneThatIsGoneHasNoneOfItsTagsForSure() {
        ada();
        own("test");
        plan.begin();
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.UPDATE, null, "A")
                .stored();
        plan.decide(((Outcome.Applied) Changes.updated("i9", "ada", "ada@x.de")).onAnother());

        assertThat(plan.plans.countAnew(plan.run)).isEqualTo(new PlanStore.Anew(0, 1));
        assertThat(doubts()).isEqualTo(Map.of(adasId(), Set.of("vip")));
        plan.decide(Changes.rejected());
        assertThat(doubts()).isEqualTo(Map.of(adasId(), Set.of("vip")));
    }

    @Test
    void waveAndPhaseOrderWhatIsOpen() {
        plan.person(null, "ada", null, null)
                .change(ChangeKind.CREATE, null, "A")
                .change(ChangeKind.TAG, "VIP", null);
        plan.person(null, "bo", null, "i2").change(ChangeKind.UNTAG, "VIP", null);
        plan.person(null, "cy", null, "i3").change(ChangeKind.UPDATE, null, "C").stored();

        assertThat(plan.plans.nextOpen(plan.run, phase -> 9))
                .extracting(open -> open.change().kind())
                .containsExactly(ChangeKind.UNTAG);
        plan.decide(new Outcome.Unchanged("gone"));
        assertThat(plan.plans.nextOpen(plan.run, phase -> 9))
                .extracting(open -> open.change().kind())
                .containsExactly(ChangeKind.CREATE, ChangeKind.UPDATE);
        assertThat(plan.plans.nextOpen(plan.run, phase -> 1)).hasSize(1);
    }

    private void adaWithTag() {
        plan.person(null, "ada", "ada@x.de", null)
                .change(ChangeKind.CREATE, null, "Ada")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
    }

    private void ada() {
        plan.person(null, "ada", "ada@x.de", null)
                .change(ChangeKind.CREATE, null, "Ada")
                .stored();
        plan.decide(Changes.created("i1", "ada", "ada@x.de"));
        plan.settlement.settle(plan.execution());
    }

    private void own(String job) {
        plan.begin(job);
        plan.person(adasId(), "ada", "ada@x.de", "i1")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(job, Changes.tagged("t1"));
    }

    private void decideTag(ChangeKind kind, Outcome outcome) {
        plan.person(adasId(), "ada", "ada@x.de", "i1").change(kind, "VIP", null).stored();
        plan.decide(outcome);
        plan.begin();
    }

    private static Outcome deferred() {
        return new Outcome.Deferred("http_503", "Intercom answered 503");
    }

    private Map<Long, Set<String>> doubts() {
        return new TagDoubts(plan.template).of(List.of(adasId()));
    }

    private Long adasId() {
        return plan.byExternalId("ada").get(0).id();
    }

    private List<Map<String, Object>> memories() {
        return plan.template.queryForList(
                "select person_key, state, newest_by, run_id from person_job where workspace_id = ?", plan.workspace);
    }

    private List<String> rejects() {
        List<String> all = new ArrayList<>();
        new Rejects(plan.template)
                .forEach(plan.run, reject -> all.add(reject.change() + " " + reject.person() + " " + reject.code()));
        return all;
    }
}
