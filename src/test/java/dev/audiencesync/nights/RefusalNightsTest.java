package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People whom Intercom refuses: it is remembered, told once, and tried again when asked or when something is different. */
class RefusalNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final Visitor BAD = Visitor.user("bad").named("Bad").in("VIP");
    private static final Visitor CY = Visitor.user("cy");

    @BeforeEach
    void whoIsBadIsRefused() {
        world.sandbox().faults().answer("Bad", 422);
    }

    @Test
    void whoWasRefusedIsNotSentAgainWithTheSameDataAndIsNoNews() {
        RunSummary first = world.night(SNAPSHOT, BAD, CY);
        assertThat(first.exitCode()).isEqualTo(3);

        RunSummary second = world.night(SNAPSHOT, BAD, CY);

        assertThat(second.exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
        assertThat(second.rejected()).isZero();
        assertThat(second.planned().unchanged()).isEqualTo(1);
        assertThat(second.files().rejects()).isNull();
        assertThat(second.details().standing().people()).isEqualTo(1);
        assertThat(second.details().standing().first()).singleElement().satisfies(standing -> {
            assertThat(standing.since()).isEqualTo(first.run());
            assertThat(standing.reject().line()).isEqualTo(1);
        });
    }

    @Test
    void ofAStreamTheSameRecordThatComesAgainIsNotSentEither() {
        world.nightWith("a.json", STREAM, BAD.at(1), CY);

        assertThat(world.nightWith("b.json", STREAM, BAD.at(2), CY).exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void otherDataIsSent() {
        world.night(SNAPSHOT, BAD, CY);

        world.night(SNAPSHOT, BAD.named("Good"), CY);

        world.assertAsModelled();
    }

    @Test
    void anEditedDefinitionIsSent() {
        world.night(SNAPSHOT, BAD, CY);
        world.export(SNAPSHOT, "visitors.json", BAD, CY);

        RunSummary edited = world.run(SNAPSHOT, SNAPSHOT.yaml() + "# edited\n");

        assertThat(edited.exitCode()).isEqualTo(3);
        assertThat(edited.details().standing().people()).isZero();
    }

    @Test
    void afterAWeekItIsTriedAgain() {
        world.night(SNAPSHOT, BAD, CY);
        world.later(Duration.ofDays(6));
        assertThat(world.night(SNAPSHOT, BAD, CY).exitCode()).isZero();
        world.later(Duration.ofHours(25));

        assertThat(world.night(SNAPSHOT, BAD, CY).exitCode()).isEqualTo(3);
        world.sandbox().faults().clear();
        world.later(Duration.ofDays(8));
        world.night(SNAPSHOT, BAD, CY);
        world.assertAsModelled();
    }

    @Test
    void aPlanThatNobodyAppliesRemembersNothing() {
        world.export(SNAPSHOT, "visitors.json", CY, Visitor.user("di").thatIsBroken());
        assertThat(world.plan(SNAPSHOT).exitCode()).isEqualTo(3);

        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(3);
    }

    @Test
    void aRecordThatCannotBeUsedIsNewsOnceAndAgainForAnotherReason() {
        assertThat(world.night(SNAPSHOT, Visitor.user("di").thatIsBroken(), CY).exitCode())
                .isEqualTo(3);

        RunSummary second = world.night(SNAPSHOT, CY, Visitor.user("di").thatIsBroken());

        assertThat(second.exitCode()).isZero();
        assertThat(second.records().rejected()).isEqualTo(1);
        assertThat(second.details().standing().people()).isEqualTo(1);
        RunSummary third = world.night(SNAPSHOT, CY, Visitor.of("di", "no e-mail"));
        assertThat(third.exitCode()).isEqualTo(3);
    }

    @Test
    void aRefusedTagDoesNotKeepThePersonsDataBack() {
        world.night(SNAPSHOT, CY, Visitor.user("di"));
        world.sandbox().faults().answer("\"VIP\"", 422);
        world.night(SNAPSHOT, CY, Visitor.user("di").in("VIP"));

        assertThat(world.night(SNAPSHOT, CY, Visitor.user("di").in("VIP")).exitCode())
                .isZero();
        assertThat(world.spent().writes()).isZero();
        world.sandbox().faults().clear();
        world.night(SNAPSHOT, CY, Visitor.user("di").in("VIP").named("Di"));
        world.assertAsModelled();
    }

    @Test
    void ofAStreamRetryingTakesUpTheNewestRecordThoughItsFileIsConsumed() {
        RunSummary refused = world.nightWith("a.json", STREAM, BAD.at(1), CY.in("VIP"));
        world.nightWith("b.json", STREAM, BAD.with("plan", "gold").at(2), CY);
        world.sandbox().faults().clear();

        RunSummary retried = world.retryRejects(STREAM, refused.run());

        assertThat(retried.exitCode()).isZero();
        assertThat(retried.planned().create()).isEqualTo(1);
        world.assertAsModelled();
        assertThatThrownBy(() -> world.retryRejects(STREAM, retried.run()))
                .isInstanceOf(NothingToRestartException.class);
        world.nightWith("c.json", STREAM, CY);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whatStandsIsRetriedToo() {
        world.nightWith("a.json", STREAM, BAD.at(1), CY);
        RunSummary standing = world.nightWith("b.json", STREAM, BAD.at(2), CY);
        world.sandbox().faults().clear();

        world.retryRejects(STREAM, standing.run());

        world.assertAsModelled();
    }

    @Test
    void whoIsRefusedAgainCanBeRetriedAgain() {
        RunSummary refused = world.nightWith("a.json", STREAM, BAD, CY);

        RunSummary again = world.retryRejects(STREAM, refused.run());

        assertThat(again.exitCode()).isEqualTo(3);
        world.sandbox().faults().clear();
        world.retryRejects(STREAM, again.run());
        world.assertAsModelled();
    }

    @Test
    void retryingIsForThoseWhoWereRefusedOnly() {
        RunSummary refused = world.nightWith("a.json", STREAM, BAD, CY);
        world.sandbox().faults().clear();
        world.addExport(STREAM, "b.json", Visitor.user("di"));

        world.retryRejects(STREAM, refused.run());

        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("bad", "cy");
        world.run(STREAM);
        world.model().night(STREAM, List.of(Visitor.user("di")));
        world.assertAsModelled();
    }

    @Test
    void ofASnapshotRetryingReadsWhatItSaysToday() {
        RunSummary refused =
                world.night(SNAPSHOT, BAD, CY.in("VIP"), Visitor.user("di").thatIsBroken());
        world.export(
                SNAPSHOT, "visitors.json", BAD.named("Good"), Visitor.user("di").in("VIP"), Visitor.user("ed"));

        RunSummary retried = world.retryRejects(SNAPSHOT, refused.run());

        assertThat(retried.exitCode()).isZero();
        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("bad", "cy", "di");
        assertThat(world.held()).allMatch(person -> person.tags().contains("vip"));
    }

    @Test
    void aRunThatIsRefusedTooManyPeopleStopsAndIsRestartedOnceTheCauseIsMended() {
        world.addExport(STREAM, "a.json", people(1_200));

        RunSummary stopped = world.run(STREAM);

        assertThat(stopped.status()).isEqualTo(RunStatus.FAILED);
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.details().failure()).contains("refused 500 of 500 people", "allows 5 %", "(server_error)");
        world.sandbox().faults().clear();
        RunSummary restarted = world.restart(STREAM);
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(restarted.applied().create()).isEqualTo(700);
        assertThat(world.retryRejects(STREAM, stopped.run()).applied().create()).isEqualTo(500);
    }

    @Test
    void whoeverLetsThePeopleBeRefusedGoesOnAllTheSame() {
        world.addExport(STREAM, "a.json", people(1_200));
        RunSummary stopped = world.run(STREAM);

        RunSummary applied = world.apply(
                STREAM, stopped.run(), new Allowances(Map.of(), Set.of(GuardName.REFUSED_PEOPLE)), Progress.SILENT);

        assertThat(applied.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(applied.exitCode()).isEqualTo(3);
        assertThat(applied.guard()).anyMatch(finding -> finding.contains("with --allow refused-people"));
    }

    @Test
    void twoBrokenRecordsOfOnePersonAreBothRememberedAndAMendedOneIsForgotten() {
        String twice = "{\"_id\":\"1\",\"properties\":{\"Customer ID\":\"di\",\"Full name\":[[\"x\"]]}}\n"
                + "{\"_id\":\"2\",\"properties\":{\"Customer ID\":\"di\",\"plan\":[[\"x\"]]}}\n";
        JobSpec job = SNAPSHOT.attribute("plan");
        world.export(job, "a.json", CY);
        world.addText(job, "b.json", twice);
        assertThat(world.run(job).exitCode()).isEqualTo(3);

        assertThat(world.run(job).exitCode()).isZero();
        world.export(job, "a.json", CY, Visitor.user("di"));
        assertThat(world.run(job).exitCode()).isZero();
        world.export(job, "a.json", CY);
        world.addText(job, "b.json", twice);
        assertThat(world.run(job).exitCode()).isEqualTo(3);
    }

    @Test
    void anUntagThatWasRefusedSomebodyWhoIsAbsentIsRetried() {
        world.night(SNAPSHOT, CY, Visitor.user("di").in("VIP"));
        world.sandbox().faults().answer(world.idOf("di"), 422);
        RunSummary refused = world.night(SNAPSHOT, CY);
        world.sandbox().faults().clear();
        assertThat(world.run(SNAPSHOT).exitCode()).isZero();

        world.retryRejects(SNAPSHOT, refused.run());

        world.assertAsModelled();
    }

    @Test
    void aRecordThatWasKeptDoesNotUndoANewerOneThatNamesThePersonByEmailOnly() {
        RunSummary refused = world.nightWith(
                "a.json",
                STREAM,
                Visitor.of("di", "di@x.de").named("Bad").in("VIP").at(1),
                CY.at(1));
        world.nightWith(
                "b.json", STREAM, Visitor.withEmailOnly("di@x.de").named("Good").at(2));
        world.sandbox().faults().clear();

        world.retryRejects(STREAM, refused.run());

        assertThat(world.held()).extracting(Held::name).contains("Good").doesNotContain("Bad");
    }

    @Test
    void aRetryThatBreaksDoesNotKeepTheNightsFromGoingOn() {
        RunSummary refused = world.nightWith("a.json", STREAM, BAD.at(1), CY.at(1));
        world.sandbox().faults().clear();
        world.removeExports(STREAM);
        world.retryRejects(STREAM, refused.run(), world.breaking(Progress.Phase.PLAN, 1));
        world.export(STREAM, "c.json", Visitor.user("di").at(3));

        RunSummary next = world.run(STREAM);

        assertThat(next.exitCode()).isZero();
        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("bad", "cy", "di");
    }

    @Test
    void aRetryThatIsRefusedAgainEndsAndSaysSo() {
        world.addExport(STREAM, "a.json", people(600));
        RunSummary stopped = world.run(STREAM);
        world.apply(STREAM, stopped.run(), new Allowances(Map.of(), Set.of(GuardName.REFUSED_PEOPLE)), Progress.SILENT);

        RunSummary retried = world.retryRejects(STREAM, stopped.run());

        assertThat(retried.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(retried.exitCode()).isEqualTo(3);
    }

    @Test
    void whatARunHeardThatIsReplacedIsNotSentAgainAndIsTheNewOnesNewsOnce() {
        world.export(SNAPSHOT, "visitors.json", BAD, CY.in("VIP"));
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Progress.Phase.APPLY, 2));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);

        RunSummary second = world.run(SNAPSHOT);

        assertThat(world.spent().calls(CallKind.CREATE_CONTACT))
                .as("nobody is sent again")
                .isZero();
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.rejected()).isEqualTo(1);
        assertThat(second.planned().unchanged()).as("Cy").isEqualTo(1);
        RunSummary third = world.run(SNAPSHOT);
        assertThat(third.exitCode()).isZero();
        assertThat(third.details().standing().first())
                .singleElement()
                .satisfies(standing -> assertThat(standing.since()).isEqualTo(second.run()));
        world.sandbox().faults().clear();
        world.retryRejects(SNAPSHOT, second.run());
        world.model().night(SNAPSHOT, List.of(BAD, CY.in("VIP")));
        world.assertAsModelled();
    }

    @Test
    void whatTheGuardKeptTheNewOneFromTellingIsTheNextOnesNewsOnce() {
        RunSummary guarded = refusedBrokenReplacedAndGuarded();
        world.export(SNAPSHOT, "visitors.json", members(BAD, "VIP"));

        RunSummary next = world.run(SNAPSHOT);

        assertThat(world.spent().calls(CallKind.CREATE_CONTACT)).isZero();
        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(next.rejected()).isEqualTo(1);
        assertThat(next.details().standing().people()).isZero();
        assertStandsSince(next.run(), world.run(SNAPSHOT));
        assertThat(world.apply(SNAPSHOT, guarded.run()).exitCode()).as("stale").isEqualTo(4);
    }

    @Test
    void whoeverAppliesWhatTheGuardStoppedHasToldItToo() {
        RunSummary guarded = refusedBrokenReplacedAndGuarded();
        assertThat(world.run(SNAPSHOT).exitCode()).as("guarded as well").isEqualTo(4);

        RunSummary applied =
                world.apply(SNAPSHOT, guarded.run(), new Allowances(Map.of("VIP", 6L), Set.of()), Progress.SILENT);

        assertThat(applied.exitCode()).isEqualTo(3);
        assertStandsSince(guarded.run(), world.run(SNAPSHOT));
    }

    @Test
    void aCanaryRunDoesNotTellItForThoseItIsNotFor() {
        refusedBrokenReplacedAndGuarded();
        world.export(SNAPSHOT, "visitors.json", members(BAD, "VIP"));
        Canary cy = new Canary(List.of("cy"), OptionalLong.empty());
        assertThat(world.run(SNAPSHOT, cy, Progress.SILENT).exitCode()).isZero();

        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(3);
        assertThat(world.run(SNAPSHOT).exitCode()).isZero();
    }

    private RunSummary refusedBrokenReplacedAndGuarded() {
        world.night(SNAPSHOT, members(CY, "VIP"));
        world.export(SNAPSHOT, "visitors.json", members(BAD, "VIP", "Gold"));
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Progress.Phase.APPLY, 2));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);
        world.export(SNAPSHOT, "visitors.json", members(BAD));
        RunSummary guarded = world.run(SNAPSHOT);
        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(guarded.rejected()).isEqualTo(1);
        return guarded;
    }

    private static void assertStandsSince(long run, RunSummary later) {
        assertThat(later.exitCode()).isZero();
        assertThat(later.details().standing().first())
                .singleElement()
                .satisfies(standing -> assertThat(standing.since()).isEqualTo(run));
    }

    /** Somebody, and six people in the audiences. */
    private static Visitor[] members(Visitor somebody, String... audiences) {
        return Stream.concat(Stream.of(somebody), IntStream.range(0, 6).mapToObj(i -> Visitor.user("m" + i)
                        .in(audiences)))
                .toArray(Visitor[]::new);
    }

    @Test
    void aRestartedRunIsNotSentWhatItHeardAndItsRejectsStillCount() {
        world.export(SNAPSHOT, "visitors.json", BAD, CY.in("VIP"));
        world.run(SNAPSHOT, world.breaking(Progress.Phase.APPLY, 2));

        RunSummary restarted = world.restart(SNAPSHOT);

        assertThat(restarted.exitCode()).isEqualTo(3);
        assertThat(world.spent().calls(CallKind.CREATE_CONTACT)).isZero();
        assertThat(world.run(SNAPSHOT).exitCode()).isZero();
    }

    @Test
    void aPlanBesideABrokenRunKnowsWhatThatWasRefused() {
        world.export(SNAPSHOT, "visitors.json", BAD, CY.in("VIP"));
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Progress.Phase.APPLY, 2));

        RunSummary plan = world.plan(SNAPSHOT);

        assertThat(plan.planned().create()).isZero();
        assertThat(plan.details().standing().first()).singleElement().satisfies(standing -> assertThat(standing.since())
                .isEqualTo(broken.run()));
    }

    @Test
    void aRunThatReplacesOneThatWasRefusedTooManyTriesThemAll() {
        world.export(SNAPSHOT, "visitors.json", people(600));
        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(1);
        world.sandbox().faults().clear();

        RunSummary next = world.run(SNAPSHOT);

        assertThat(next.exitCode()).isZero();
        assertThat(next.applied().create())
                .as("of the others the last slice was finished")
                .isEqualTo(500);
        assertThat(world.held()).hasSize(600);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 406, 409, 410, 422})
    void whateverIsAboutOnePersonRejectsThemAloneAndStands(int status) {
        Visitor di = Visitor.user("di");
        world.night(SNAPSHOT, di, CY);
        world.sandbox().faults().clear();
        world.sandbox().faults().answer("Bad", status);

        RunSummary night =
                world.night(SNAPSHOT, BAD, di.named("Bad"), CY.named("Cy").in("VIP"));

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.rejected()).isEqualTo(2);
        assertThat(night.applied().update()).isEqualTo(1);
        assertThat(night.applied().tag()).isEqualTo(1);
        assertThat(world.stored("select code from reject where run_id = " + night.run()))
                .hasSize(2)
                .doesNotContainNull();
        RunSummary next =
                world.night(SNAPSHOT, BAD, di.named("Bad"), CY.named("Cy").in("VIP"));
        assertThat(next.exitCode()).isZero();
        assertThat(next.details().standing().people()).isEqualTo(2);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whoIsBlockedInIntercomIsRejectedThoughArchivedPeopleComeBack() {
        JobSpec job = SNAPSHOT.onArchived("unarchive");
        world.night(job, CY, Visitor.user("di"));
        world.sandbox().manually().block(world.idOf("di"));

        RunSummary night = world.night(job, CY.named("Cy"), Visitor.user("di").named("Di"));

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.applied().update()).isEqualTo(1);
        assertThat(night.details().firstRejects()).hasSize(1);
    }

    private static Visitor[] people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Visitor.user("p" + i).named("Bad"))
                .toArray(Visitor[]::new);
    }
}
