package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People with whom Intercom keeps failing: the others get theirs, and nothing of theirs is forgotten. */
class DeferralNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");

    @ParameterizedTest
    @ValueSource(strings = {"2.16", "1.4"})
    void ofAStreamTheNextRunDoesWhatWasDeferredThoughTheFileIsConsumed(String version) {
        JobSpec job = STREAM.version(version);
        world.sandbox().faults().answer("unlucky", 500);
        RunSummary first = world.nightWith(
                "a.json",
                job,
                Visitor.user("lucky").in("VIP"),
                Visitor.user("unlucky").named("Bo").in("VIP"));
        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.rejected()).isEqualTo(1);
        assertThat(world.held()).extracting(Held::externalId).containsExactly("lucky");

        world.sandbox().faults().clear();
        RunSummary second = world.nightWith("b.json", job);

        assertThat(second.exitCode()).isZero();
        world.assertAsModelled();
        world.nightWith("c.json", job);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aNewerRecordReplacesWhatWasDeferred() {
        world.nightWith("a.json", STREAM, Visitor.user("bo").named("One").at(1));
        world.sandbox().faults().answer("Two", 503);
        world.nightWith(
                "b.json", STREAM, Visitor.user("bo").named("Two").in("VIP").at(2), Visitor.user("cy"));
        world.sandbox().faults().clear();

        RunSummary third = world.nightWith(
                "c.json", STREAM, Visitor.user("bo").named("One").at(3));

        world.assertAsModelled();
        assertThat(third.exitCode()).isZero();
        assertThat(world.nightWith("d.json", STREAM).planned().update()).isZero();
    }

    @Test
    void whatWasDeferredMayHaveTakenEffectSoTheOldValueIsSentAgain() {
        world.nightWith("a.json", STREAM, Visitor.user("bo").named("One").at(1));
        world.sandbox().faults().answer("Two", 503);
        world.nightWith("b.json", STREAM, Visitor.user("bo").named("Two").at(2), Visitor.user("cy"));
        world.sandbox().faults().clear();

        RunSummary third = world.nightWith(
                "c.json", STREAM, Visitor.user("bo").named("One").at(3));

        assertThat(third.applied().update()).isEqualTo(1);
        world.assertAsModelled();
    }

    @Test
    void anOlderRecordThatArrivesLateDoesNotReplaceWhatWasDeferred() {
        world.nightWith("a.json", STREAM, Visitor.user("bo").named("One").at(1));
        world.sandbox().faults().answer("Three", 500);
        world.nightWith("b.json", STREAM, Visitor.user("bo").named("Three").at(3), Visitor.user("cy"));
        world.sandbox().faults().clear();

        world.nightWith("c.json", STREAM, Visitor.user("bo").named("Two").at(2));

        world.assertAsModelled();
    }

    @Test
    void anOlderRecordThatArrivesLateDoesNotUndoARejection() {
        world.nightWith("a.json", STREAM, Visitor.user("bo").named("One").at(1));
        world.sandbox().faults().answer("Three", 422);
        world.nightWith("b.json", STREAM, Visitor.user("bo").named("Three").at(3), Visitor.user("cy"));

        world.nightWith("c.json", STREAM, Visitor.user("bo").named("Two").at(2));

        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whoGainsAUserIdMeanwhileIsNotTakenBack() {
        world.nightWith(
                "a.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("One").at(1));
        world.sandbox().faults().answer("Two", 500);
        world.nightWith(
                "b.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("Two").at(2), Visitor.user("cy"));
        world.sandbox().faults().clear();
        world.nightWith(
                "c.json", STREAM, Visitor.of("C-1", "ada@x.de").named("Three").at(3));

        world.nightWith("d.json", STREAM);

        assertThat(world.spent().writes()).isZero();
        assertThat(world.held()).extracting(Held::name).contains("Three").doesNotContain("Two");
    }

    @Test
    void aDeferredCreateAndANewerRecordUnderAnotherNameAreOnePerson() {
        world.sandbox().faults().answer("Unlucky", 500);
        world.nightWith(
                "a.json",
                STREAM,
                Visitor.withEmailOnly("ada@x.de").named("Unlucky").in("VIP").at(1),
                Visitor.of("B-1", "bo@x.de").named("Unlucky").in("VIP").at(1),
                Visitor.user("cy"));
        world.sandbox().faults().clear();

        RunSummary second = world.nightWith(
                "b.json",
                STREAM,
                Visitor.of("C-1", "ada@x.de").named("Ada").at(3),
                Visitor.withEmailOnly("bo@x.de").named("Bo").at(3));

        assertThat(second.planned().create()).isEqualTo(2);
        assertThat(world.held())
                .filteredOn(person -> !"cy".equals(person.externalId()))
                .hasSize(2)
                .allSatisfy(person -> assertThat(person.tags()).isEmpty())
                .extracting(Held::name)
                .containsExactlyInAnyOrder("Ada", "Bo");
    }

    @Test
    void aNewerRecordOfTheSameNightUnderAnotherNameReplacesWhatWasDeferred() {
        world.nightWith(
                "a.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("One").at(1));
        world.sandbox().faults().answer("Two", 500);
        world.nightWith(
                "b.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("Two").at(2), Visitor.user("cy"));
        world.sandbox().faults().clear();
        world.nightWith(
                "c.json",
                STREAM,
                Visitor.of("C-1", "ada@x.de").named("Three").at(3),
                Visitor.withEmailOnly("ada@x.de").named("Four").at(4));

        world.nightWith("d.json", STREAM);

        assertThat(world.held()).extracting(Held::name).contains("Four").doesNotContain("Two", "Three");
    }

    @Test
    void whatWasRejectedBesideADeferralStandsUntilItIsRetried() {
        world.nightWith(
                "a.json",
                STREAM,
                Visitor.user("bo").named("One").at(1),
                Visitor.user("cy").at(1));
        String id = world.idOf("bo");
        world.sandbox().faults().answer("Bad", 422);
        world.sandbox().faults().answer("\"" + id + "\"", 500);
        world.nightWith(
                "b.json",
                STREAM,
                Visitor.user("bo").named("Bad").in("VIP").at(2),
                Visitor.user("cy").in("VIP"));
        world.sandbox().faults().clear();

        RunSummary third = world.nightWith("c.json", STREAM);

        assertThat(third.applied().tag()).isEqualTo(1);
        assertThat(third.details().standing().people()).isEqualTo(1);
        world.retryRejects(STREAM, third.run());
        world.assertAsModelled();
    }

    @Test
    void aSnapshotEndsWhatWasDeferred() {
        world.nightWith("a.json", STREAM, Visitor.user("bo").named("One").at(1));
        world.sandbox().faults().answer("Two", 500);
        world.nightWith(
                "b.json",
                STREAM,
                Visitor.user("bo").named("Two").at(2),
                Visitor.user("cy").at(2));
        world.sandbox().faults().clear();
        world.night(
                SNAPSHOT,
                Visitor.user("bo").named("Three").at(3),
                Visitor.user("cy").at(3));

        world.nightWith("d.json", STREAM);

        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void thePeopleWhoFailNeverKeepTheOthersFromTheirs() {
        world.sandbox().faults().answer("Curse", 500);
        for (int night = 1; night <= 4; night++) {
            int now = night;
            Visitor[] visitors = IntStream.range(0, 44)
                    .mapToObj(i -> Visitor.user("n" + now + "p" + i)
                            .named(i % 11 == 5 ? "Curse" : "Fine")
                            .at(now))
                    .toArray(Visitor[]::new);
            assertThat(world.nightWith(night + ".json", STREAM, visitors).exitCode())
                    .isEqualTo(3);
        }

        assertThat(world.held()).hasSize(160);
    }

    @Test
    void ofASnapshotTheNextOneSaysEverythingAnew() {
        world.night(
                SNAPSHOT,
                Visitor.user("ada").in("VIP"),
                Visitor.user("bo").named("One").in("VIP"));
        world.sandbox().faults().answer("Two", 500);
        world.night(
                SNAPSHOT,
                Visitor.user("ada").in("VIP"),
                Visitor.user("bo").named("Two").in("VIP"));
        world.sandbox().faults().clear();

        world.night(
                SNAPSHOT,
                Visitor.user("ada").in("VIP"),
                Visitor.user("bo").named("One").in("VIP"));

        world.assertAsModelled();
    }

    @Test
    void aBatchOfTagsIsNotLostForOne() {
        Visitor[] visitors = IntStream.range(0, 60)
                .mapToObj(i -> Visitor.user("p" + i).in("VIP"))
                .toArray(Visitor[]::new);
        world.nightWith(
                "a.json",
                STREAM,
                IntStream.range(0, 60)
                        .mapToObj(i -> Visitor.user("p" + i).at(1))
                        .toArray(Visitor[]::new));
        String unlucky = "\"" + world.idOf("p17") + "\"";
        world.sandbox().faults().answer(unlucky, 500);

        RunSummary second = world.nightWith("b.json", STREAM, visitors);

        assertThat(second.rejected()).isEqualTo(1);
        assertThat(second.applied().tag()).isEqualTo(59);
        world.sandbox().faults().clear();
        assertThat(world.nightWith("c.json", STREAM).applied().tag()).isEqualTo(1);
        world.assertAsModelled();
    }

    @Test
    void whenIntercomIsGoneTheRunFailsAndNobodyIsDeferred() {
        world.nightWith("a.json", STREAM, Visitor.user("ada").at(1));
        world.addExport(STREAM, "b.json", Visitor.user("ada").named("Two").at(2));

        RunSummary failed = world.run(STREAM, new Progress() {
            @Override
            public void begin(Progress.Phase phase, long total) {
                if (phase == Progress.Phase.APPLY) {
                    world.sandbox().faults().answer("", 503);
                }
            }

            @Override
            public void advance(long count) {}

            @Override
            public void end(String result) {}

            @Override
            public void say(String message) {}
        });
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.rejected()).isZero();

        world.sandbox().faults().clear();
        RunSummary resumed = world.restart(STREAM);
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.applied().update()).isEqualTo(1);
    }
}
