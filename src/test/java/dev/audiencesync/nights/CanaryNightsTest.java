package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.UnfinishedRunException;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs for a few people: they get all that is theirs, and the run for everybody after it ends as it would have alone. */
class CanaryNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final Visitor ADA = Visitor.user("Ada");
    private static final Visitor BO = Visitor.user("Bo");
    private static final Visitor CY = Visitor.withEmailOnly("Cy@Example.com");

    @Test
    void ofAStreamTheNamedAreDoneAndItsFileIsReadAgain() {
        world.addExport(STREAM, "a.json", ADA.in("VIP"), BO.in("VIP"), CY);

        RunSummary canary = canary(STREAM, only("Ada", "cy@example.COM"));

        assertThat(canary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(canary.planned().create()).isEqualTo(2);
        assertThat(canary.planned().unchanged()).isZero();
        assertThat(world.held()).extracting(Held::email).containsExactlyInAnyOrder("ada@example.com", "cy@example.com");
        assertThat(canary.details().notes())
                .singleElement()
                .asString()
                .contains("canary run, only for Ada, cy@example.COM", "next run");
        assertThat(world.statusOf(canary.run()).message()).contains("canary", "Ada");
        assertThat(world.stored("select path from consumed_file")).isEmpty();

        RunSummary whole = world.run(STREAM);

        world.model().night(STREAM, List.of(ADA.in("VIP"), BO.in("VIP"), CY));
        world.assertAsModelled();
        assertThat(whole.planned().create()).isEqualTo(1);
        assertThat(world.spent().created()).isEqualTo(1);
        assertThat(whole.details().notes()).isEmpty();
    }

    @Test
    void whoIsNotNamedInASnapshotNeitherChangesNorLeaves() {
        world.night(SNAPSHOT, ADA.in("VIP"), BO.in("VIP"), Visitor.user("Di").in("VIP"));
        world.export(SNAPSHOT, "v.json", ADA, BO, CY);

        canary(SNAPSHOT, only("Ada"));

        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(vips()).containsExactlyInAnyOrder("Bo", "Di");

        RunSummary whole = world.night(SNAPSHOT, ADA, BO, CY);

        world.assertAsModelled();
        assertThat(whole.planned().untag()).isEqualTo(2);
        assertThat(vips()).isEmpty();
    }

    @Test
    void whoLeftASnapshotIsNotTakenForALeaverThoughNamed() {
        world.night(SNAPSHOT, ADA.in("VIP"), BO.in("VIP"));
        world.export(SNAPSHOT, "v.json", BO.in("VIP"));

        RunSummary canary = canary(SNAPSHOT, only("Ada"));

        assertThat(world.spent().writes()).isZero();
        assertThat(canary.exitCode()).isZero();
        assertThat(canary.details().notes()).anyMatch(note -> note.contains("No record of this run is about Ada"));
    }

    @Test
    void somebodyWhoseRecordSaysNothingNewIsThereAndUnchanged() {
        world.nightWith("a.json", STREAM, ADA, BO, CY);
        String boId = world.idOf("Bo");
        world.addExport(STREAM, "b.json", ADA, BO.at(7), CY);

        RunSummary canary = canary(STREAM, only("Ada", boId, "nobody@example.com"));

        assertThat(world.spent().writes()).isZero();
        assertThat(canary.details().notes()).hasSize(2).anyMatch(note -> note.contains("is about nobody@example.com"));
        assertThat(world.stored("select ordinal from people_clocks"))
                .as("nobody's clock moves")
                .isEmpty();
    }

    @Test
    void anIntercomIdNamesWhomTheLedgerKnowsByIt() {
        world.nightWith("a.json", STREAM, ADA, BO);
        world.addExport(STREAM, "b.json", ADA.in("VIP"), BO.in("VIP"));

        canary(STREAM, only(world.idOf("Bo")));

        assertThat(vips()).containsExactly("Bo");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 130})
    void aLimitTakesTheFirstWithChanges(int limit) {
        Visitor[] people =
                IntStream.range(0, 130).mapToObj(i -> Visitor.user("p" + i)).toArray(Visitor[]::new);
        world.nightWith("a.json", STREAM, people);
        Visitor[] changed = IntStream.range(0, 130)
                .mapToObj(i -> i % 2 == 0 ? people[i] : people[i].in("VIP"))
                .toArray(Visitor[]::new);
        world.addExport(STREAM, "b.json", changed);

        RunSummary canary = canary(STREAM, first(limit));

        assertThat(vips())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, Math.min(65, limit))
                        .mapToObj(i -> "p" + (2 * i + 1))
                        .toList());
        assertThat(canary.planned().tag()).isEqualTo(Math.min(65, limit));

        world.run(STREAM);
        world.model().night(STREAM, List.of(changed));
        world.assertAsModelled();
    }

    @Test
    void aLimitIsOfThoseWhoAreNamed() {
        world.addExport(STREAM, "a.json", ADA, BO, CY);

        canary(STREAM, new Canary(List.of("cy@example.com", "Bo"), OptionalLong.of(1)));

        assertThat(world.held()).extracting(Held::externalId).containsExactly("Bo");
    }

    @Test
    void aBrokenCanaryIsRestartedForTheSamePeople() {
        world.addExport(STREAM, "a.json", ADA.in("VIP"), BO.in("VIP"), CY.in("VIP"));
        world.run(STREAM, only("Ada", "Bo"), world.breaking(Phase.APPLY, 1));

        RunSummary restarted = world.restart(STREAM);

        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(vips()).containsExactlyInAnyOrder("Ada", "Bo");
        assertThat(world.held()).hasSize(2);
        assertThat(world.stored("select path from consumed_file")).isEmpty();
    }

    @Test
    void aCanaryThatBrokeBeforeItsPlanWasWholeIsRestartedForTheSamePeople() {
        world.addExport(STREAM, "a.json", ADA.in("VIP"), BO.in("VIP"));
        world.run(STREAM, only("Bo"), world.breaking(Phase.PLAN, 1));

        world.restart(STREAM);

        assertThat(vips()).containsExactly("Bo");
    }

    @Test
    void theNextRunForEverybodyFinishesABrokenCanaryFirst() {
        world.addExport(STREAM, "a.json", ADA.in("VIP"), BO.in("VIP"));
        RunSummary broken = world.run(STREAM, only("Bo"), world.breaking(Phase.APPLY, 1));

        RunSummary whole = world.run(STREAM);

        assertThat(whole.resumed()).containsExactly(broken.run());
        world.model().night(STREAM, List.of(ADA.in("VIP"), BO.in("VIP")));
        world.assertAsModelled();
    }

    @Test
    void whoWasDeferredWaitsOnUnlessNamed() {
        world.sandbox().faults().answer("VIP", 500);
        world.nightWith("a.json", STREAM, ADA.in("VIP"), BO.in("VIP"));
        world.sandbox().faults().clear();
        assertThat(vips()).isEmpty();
        world.addExport(STREAM, "b.json", CY);

        canary(STREAM, only("Ada"));
        assertThat(vips()).containsExactly("Ada");
        assertThat(world.held()).hasSize(2);

        world.run(STREAM);
        world.model().night(STREAM, List.of(CY));
        world.assertAsModelled();
    }

    @Test
    void whatWasDeferredUnderAnotherNameOfTheNamedIsNotTakenUpAgain() {
        world.nightWith("a.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("One"));
        world.sandbox().faults().answer("Two", 500);
        world.nightWith("b.json", STREAM, Visitor.withEmailOnly("ada@x.de").named("Two"), CY);
        world.sandbox().faults().clear();
        world.addExport(STREAM, "c.json", Visitor.of("C-1", "ada@x.de").named("Three"));
        canary(STREAM, only("C-1"));
        world.export(STREAM, "d.json", CY);

        world.run(STREAM);

        assertThat(world.held()).extracting(Held::name).contains("Three").doesNotContain("Two");
    }

    @Test
    void aLimitIsSilentOfPeopleWhoCannotBePlannedFor() {
        Visitor twin = Visitor.of("T-1", "twin@x.de");
        world.addExport(STREAM, "a.json", ADA, twin, twin.asUser("T-2"), Visitor.withEmailOnly("twin@x.de"));

        assertThat(canary(STREAM, first(1)).exitCode()).isZero();
        assertThat(canary(STREAM, only("twin@x.de")).exitCode()).isEqualTo(3);
        assertThat(world.run(STREAM).details().standing().people()).isEqualTo(1);
    }

    @Test
    void aCanaryIsRefusedWhileAnEarlierRunIsNotFinished() {
        world.addExport(STREAM, "a.json", ADA.in("VIP"), BO.in("VIP"));
        RunSummary broken = world.run(STREAM, world.breaking(Phase.APPLY, 2));

        assertThatThrownBy(() -> canary(STREAM, only("Ada")))
                .isInstanceOf(UnfinishedRunException.class)
                .hasMessageContaining("`restart " + broken.run() + "` first");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whatACanaryWasRefusedItHasToldSoForTheNextRunItStands() {
        world.sandbox().faults().answer("ada@example.com", 422);
        world.addExport(STREAM, "a.json", ADA, BO);
        RunSummary canary = canary(STREAM, only("Ada"));
        assertThat(canary.exitCode()).isEqualTo(3);

        RunSummary whole = world.run(STREAM);

        assertThat(whole.exitCode()).isZero();
        assertThat(whole.details().standing().first())
                .singleElement()
                .satisfies(standing -> assertThat(standing.since()).isEqualTo(canary.run()));
        assertThat(world.held()).extracting(Held::externalId).containsExactly("Bo");
        world.sandbox().faults().clear();
        world.retryRejects(STREAM, canary.run());
        world.model().night(STREAM, List.of(ADA, BO));
        world.assertAsModelled();
    }

    @Test
    void whomSomethingStandsAgainstIsListedSoAndIsNotUnchanged() {
        world.sandbox().faults().answer("Bad", 422);
        RunSummary night = world.night(SNAPSHOT, ADA.named("Bad"), BO);

        RunSummary canary = canary(SNAPSHOT, only("Ada", "Bo"));

        assertThat(canary.exitCode()).isZero();
        assertThat(canary.planned().unchanged()).as("Bo").isEqualTo(1);
        assertThat(canary.rejected()).isZero();
        assertThat(canary.details().standing().people()).isEqualTo(1);
        assertThat(canary.details().standing().first())
                .singleElement()
                .satisfies(standing -> assertThat(standing.since()).isEqualTo(night.run()));
    }

    @Test
    void aLimitTakesNoNoticeOfWhoComesAfterIt() {
        world.sandbox().faults().answer("Bad", 422);
        world.night(SNAPSHOT, ADA, BO.named("Bad"));
        world.export(SNAPSHOT, "v.json", ADA.in("VIP"), BO.named("Bad"));

        RunSummary canary = canary(SNAPSHOT, first(1));

        assertThat(canary.planned().tag()).isEqualTo(1);
        assertThat(canary.planned().unchanged()).isZero();
        assertThat(canary.details().standing().people()).isZero();
    }

    @Test
    void whomSomethingStandsAgainstTakesNoPlaceOfALimit() {
        world.sandbox().faults().answer("Bad", 422);
        world.night(SNAPSHOT, ADA.named("Bad"), BO);
        world.export(SNAPSHOT, "v.json", ADA.named("Bad"), BO.in("VIP"));

        RunSummary canary = canary(SNAPSHOT, first(1));

        assertThat(vips()).containsExactly("Bo");
        assertThat(canary.details().standing().people()).isEqualTo(1);
    }

    private RunSummary canary(JobSpec job, Canary canary) {
        return world.run(job, canary, Progress.SILENT);
    }

    private static Canary only(String... people) {
        return new Canary(List.of(people), OptionalLong.empty());
    }

    private static Canary first(int people) {
        return new Canary(List.of(), OptionalLong.of(people));
    }

    private List<String> vips() {
        return world.held().stream()
                .filter(person -> person.tags().contains("vip"))
                .map(Held::externalId)
                .toList();
    }
}
