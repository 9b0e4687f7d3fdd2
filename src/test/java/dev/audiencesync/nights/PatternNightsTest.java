package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tags that patterns make, from the definition to what Intercom holds. Everybody is in the audience Members. */
class PatternNightsTest extends NightFixture {
    private static final String EACH = "{ each: audience, only: [ VIP, 'Trial *' ], prefix: 'ts: ' }";
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag(EACH, "Members");
    private static final JobSpec STREAM = JobSpec.stream("hourly").tag(EACH, "Members");
    private static final Visitor ADA = Visitor.user("Ada");
    private static final Visitor BO = Visitor.user("Bo");

    @Test
    void oneActionPutsOnATagForEachAudienceAndTakesEachOffByItself() {
        RunSummary first = run(SNAPSHOT, in(ADA, "Trial A", "VIP", "Gold"), in(BO, "Trial B"));

        assertThat(first.applied().tag()).isEqualTo(3);
        assertThat(tagsOf("Ada")).containsExactly("ts: trial a", "ts: vip");
        assertThat(tagsOf("Bo")).containsExactly("ts: trial b");
        assertThat(first.details().tags())
                .extracting(tag -> tag.name() + " " + tag.joiners() + " " + tag.leavers() + " " + tag.owned())
                .containsExactly("ts: Trial A 1 0 1", "ts: Trial B 1 0 1", "ts: VIP 1 0 1");

        RunSummary second = run(SNAPSHOT, in(ADA, "VIP", "Trial B"));
        assertThat(tagsOf("Ada")).containsExactly("ts: trial b", "ts: vip");
        assertThat(tagsOf("Bo")).as("absent").isEmpty();
        assertThat(second.details().tags())
                .extracting(tag -> tag.name() + " " + tag.joiners() + " " + tag.leavers() + " " + tag.owned())
                .containsExactlyInAnyOrder("ts: Trial B 1 1 1", "ts: VIP 0 0 1", "ts: Trial A 0 1 0");

        RunSummary third = run(SNAPSHOT, in(ADA, "Trial B", "VIP"));
        assertThat(world.spent().writes()).isZero();
        assertThat(third.details().tags())
                .extracting(RunSummary.TagLine::name)
                .containsExactly("ts: Trial B", "ts: VIP");
    }

    @Test
    void aTagThatIntercomRefusesRejectsItsPeopleAndNoOthers() {
        world.sandbox().faults().answer("Trial A", 422);

        RunSummary first = run(SNAPSHOT, in(ADA, "Trial A", "VIP"), in(BO, "Trial B"));

        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(tagsOf("Ada")).containsExactly("ts: vip");
        assertThat(tagsOf("Bo")).containsExactly("ts: trial b");
        assertThat(first.details().firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.line()).isEqualTo(1);
        });

        RunSummary again = run(SNAPSHOT, in(ADA, "Trial A", "VIP"), in(BO, "Trial B"));
        assertThat(again.exitCode()).isZero();
        assertThat(world.spent().writes()).as("it stands").isZero();
    }

    @Test
    void aNameTooLongForATagRejectsThePersonWhoKeepsEverything() {
        run(SNAPSHOT, in(ADA, "VIP"), in(BO, "VIP"));

        RunSummary second = run(SNAPSHOT, in(ADA, "Trial " + "x".repeat(250)), in(BO, "Trial B"));

        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.details().firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.line()).isEqualTo(1);
            assertThat(reject.code()).isEqualTo("tag_name_too_long");
            assertThat(reject.reason()).contains("260 characters");
        });
        assertThat(tagsOf("Ada")).containsExactly("ts: vip");
        assertThat(tagsOf("Bo")).containsExactly("ts: trial b");
    }

    @Test
    void theGuardStopsForOneTagAndTheExactNumberLetsItPass() {
        run(SNAPSHOT, people("VIP", "Trial A"));
        world.export(SNAPSHOT, "visitors.json", people("VIP"));

        RunSummary stopped = world.run(SNAPSHOT);
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard())
                .singleElement()
                .asString()
                .contains("The tag ts: Trial A would lose all of its 6 members", "--allow-untags \"ts: Trial A=6\"");
        assertThat(world.spent().writes()).isZero();

        assertThat(world.run(SNAPSHOT, new Allowances(Map.of("TS: trial a", 6L), Set.of()))
                        .exitCode())
                .isZero();
        assertThat(tagsOf("P1")).containsExactly("ts: vip");
    }

    private static Visitor[] people(String... audiences) {
        return IntStream.range(0, 6)
                .mapToObj(person -> in(Visitor.user("P" + person), audiences))
                .toArray(Visitor[]::new);
    }

    @Test
    void aPlanThatWaitedIsAppliedAndOneWhoseTagWasRenamedMeanwhileIsNot() {
        run(SNAPSHOT, in(ADA, "Trial A"), in(BO));
        world.export(SNAPSHOT, "visitors.json", in(ADA, "Trial A"), in(BO, "Trial A", "VIP"));
        RunSummary plan = world.plan(SNAPSHOT);
        world.sandbox().manually().renameTag("ts: Trial A", "Hands off");

        RunSummary stopped = world.apply(SNAPSHOT, plan.run());
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).singleElement().asString().contains("`ts: Trial A` is called `Hands off`");
        assertThat(tagsOf("Bo")).isEmpty();

        world.sandbox().manually().renameTag("Hands off", "ts: Trial A");
        RunSummary next = world.plan(SNAPSHOT);
        assertThat(world.apply(SNAPSHOT, next.run()).exitCode()).isZero();
        assertThat(tagsOf("Bo")).containsExactly("ts: trial a", "ts: vip");
    }

    /** A workspace's holders of each known tag are listed until it is used: a bad export must not cost that ever after. */
    @Test
    void whatOnlyAGuardedRunMetIsNotKnownAfterwards() {
        run(SNAPSHOT, people("VIP"));
        world.sandbox().manually().seedTag("ts: Trial Z");
        world.sandbox().manually().tag(world.idOf("P0"), "ts: Trial Z");
        run(SNAPSHOT, people("VIP"));
        long usual = world.spent().total();

        world.export(SNAPSHOT, "visitors.json", people("Trial Z"));
        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(4);
        assertThat(world.spent().total()).isGreaterThan(usual);

        run(SNAPSHOT, people("VIP"));
        assertThat(world.spent().total()).isEqualTo(usual);
    }

    @Test
    void whatAPlanMetIsKnownOnceItIsAppliedThoughAnotherWasMadeSince() {
        run(SNAPSHOT, in(ADA), in(BO));
        world.export(SNAPSHOT, "visitors.json", in(ADA, "Trial A"), in(BO, "VIP"));
        RunSummary plan = world.plan(SNAPSHOT);
        world.export(SNAPSHOT, "visitors.json", in(ADA), in(BO, "VIP"));
        world.plan(SNAPSHOT);

        RunSummary applied = world.apply(SNAPSHOT, plan.run());
        assertThat(applied.exitCode()).isZero();
        assertThat(applied.details().tags())
                .extracting(RunSummary.TagLine::name)
                .containsExactlyInAnyOrder("ts: Trial A", "ts: VIP");
        assertThat(tagsOf("Ada")).containsExactly("ts: trial a");

        run(SNAPSHOT, in(ADA), in(BO));
        assertThat(tagsOf("Ada")).isEmpty();
        assertThat(tagsOf("Bo")).isEmpty();
    }

    @Test
    void whoGotATagByHandSinceThePlanIsFoundWithIt() {
        run(SNAPSHOT, in(ADA), in(BO));
        world.export(SNAPSHOT, "visitors.json", in(ADA, "Trial A"), in(BO));
        RunSummary plan = world.plan(SNAPSHOT);
        world.sandbox().manually().tag(world.idOf("Bo"), "ts: trial a");

        assertThat(world.apply(SNAPSHOT, plan.run()).status()).isEqualTo(RunStatus.COMPLETED);
        run(SNAPSHOT, in(ADA), in(BO, "Trial A"));
        run(SNAPSHOT, in(ADA), in(BO));
        assertThat(tagsOf("Ada")).isEmpty();
        assertThat(tagsOf("Bo")).as("never ours").containsExactly("ts: trial a");
    }

    @Test
    void aRunThatBrokeOffPutsOnTheRest() {
        world.export(SNAPSHOT, "visitors.json", people("VIP", "Trial A", "Trial B"));
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Progress.Phase.APPLY, 3));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);

        assertThat(world.restart(SNAPSHOT).exitCode()).isZero();
        assertThat(world.held()).hasSize(6).allSatisfy(contact -> assertThat(contact.tags())
                .containsExactly("ts: trial a", "ts: trial b", "ts: vip"));
    }

    @Test
    void whatAStreamDeferredIsPutOnByTheNextRun() {
        defer("Trial A");

        assertThat(world.run(STREAM).exitCode()).isZero();
        assertThat(tagsOf("Ada")).containsExactly("ts: trial a", "ts: vip");
    }

    @Test
    void aDeferredRecordSaysNothingToAPatternThatWasEditedSince() {
        defer("Trial A");
        JobSpec edited = JobSpec.stream("hourly").tag(EACH.replace("VIP", "Gold"), "Members");

        assertThat(world.run(edited).exitCode()).isZero();
        assertThat(tagsOf("Ada")).as("not asked for Gold, so nobody knows").containsExactly("ts: vip");

        addAndRun(edited, "c.json", in(ADA, "Trial A").at(3));
        assertThat(tagsOf("Ada")).containsExactly("ts: trial a", "ts: vip");
    }

    /** Ada has the tag VIP, and the one of the audience is still to be put on. */
    private void defer(String audience) {
        addAndRun(STREAM, "a.json", in(ADA, "VIP").at(1), in(BO).at(1));
        world.sandbox().faults().answer(audience, 500);
        RunSummary deferred = addAndRun(
                STREAM, "b.json", in(ADA, audience, "VIP").at(2), in(BO, "VIP").at(2));
        world.sandbox().faults().clear();
        assertThat(deferred.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(tagsOf("Ada")).containsExactly("ts: vip");
    }

    private RunSummary addAndRun(JobSpec job, String file, Visitor... records) {
        world.addExport(job, file, records);
        return world.run(job);
    }

    private RunSummary run(JobSpec job, Visitor... records) {
        world.export(job, "visitors.json", records);
        return world.run(job);
    }

    private static Visitor in(Visitor visitor, String... audiences) {
        return visitor.in(
                Stream.concat(Stream.of("Members"), Stream.of(audiences)).toArray(String[]::new));
    }

    private Set<String> tagsOf(String person) {
        return world.held().stream()
                .filter(contact -> person.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
