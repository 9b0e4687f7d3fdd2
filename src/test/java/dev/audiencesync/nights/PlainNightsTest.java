package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import org.junit.jupiter.api.Test;

/** Nights on which nothing goes wrong: only differences are sent. */
class PlainNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT =
            JobSpec.snapshot("nightly").attribute("plan").tag("VIP", "VIP").onlyAdding("Reader", "Readers");
    private static final JobSpec STREAM =
            JobSpec.stream("nightly").attribute("plan").tag("VIP", "VIP").onlyAdding("Reader", "Readers");

    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP", "Readers");
    private static final Visitor BO = Visitor.user("Bo").named("Bo").in("Readers");
    private static final Visitor CY = Visitor.withEmailOnly("cy@example.com").in("VIP");

    @Test
    void aFirstNightCreatesAndTagsAndItsSummaryIsWhatTheSandboxSaw() {
        RunSummary summary = world.night(SNAPSHOT, ADA, BO, CY);

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
        Spent spent = world.spent();
        assertThat(summary.calls().calls()).isEqualTo(spent.total());
        assertThat(summary.planned())
                .extracting("create", "update", "tag", "untag")
                .containsExactly(3L, 0L, 4L, 0L);
        assertThat(summary.applied())
                .isEqualTo(new RunSummary.Applied(spent.created(), spent.updated(), spent.tagged(), spent.untagged()));
        assertThat(summary.people()).isEqualTo(3);
        assertThat(spent.calls(CallKind.TAG_BULK)).as("one call a tag").isEqualTo(2);
    }

    @Test
    void anUnchangedSnapshotIsReadAgainAndWritesNothing() {
        world.night(SNAPSHOT, ADA, BO, CY);

        RunSummary again = world.night(SNAPSHOT, ADA, BO, CY);

        assertThat(world.spent().writes()).isZero();
        assertThat(again.records().read()).isEqualTo(3);
        assertThat(again.planned().unchanged()).isEqualTo(3);
        world.assertAsModelled();
    }

    @Test
    void aStreamSkipsTheFilesItHasConsumed() {
        world.night(STREAM, ADA, BO, CY);

        RunSummary again = world.run(STREAM);

        assertThat(world.spent().writes()).isZero();
        assertThat(again.records().read()).isZero();
        assertThat(again.details().exportFiles()).singleElement().matches(RunSummary.ExportFileLine::consumedBefore);
        world.assertAsModelled();
    }

    @Test
    void aLaterNightSendsOnlyWhatDiffers() {
        world.night(SNAPSHOT, ADA, BO, CY);

        RunSummary summary = world.night(
                SNAPSHOT,
                ADA.named("Ada L.").in("Readers"),
                BO,
                CY,
                Visitor.user("Di").in("VIP"));

        world.assertAsModelled();
        Spent spent = world.spent();
        assertThat(spent.calls(CallKind.UPDATE_CONTACT)).isEqualTo(1);
        assertThat(spent.calls(CallKind.CREATE_CONTACT)).isEqualTo(1);
        assertThat(spent.calls(CallKind.TAG_BULK)).isEqualTo(1);
        assertThat(spent.calls(CallKind.UNTAG_ONE)).isEqualTo(1);
        assertThat(spent.writes()).isEqualTo(4);
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(1, 1, 1, 1));
        assertThat(summary.planned().unchanged()).isEqualTo(2);
    }

    @Test
    void absenceFromAStreamMeansNothing() {
        world.night(STREAM, ADA, BO);

        world.nightWith("later.json.gz", STREAM, BO.named("Bob"));

        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(world.held())
                .anySatisfy(contact -> assertThat(contact.tags()).contains("vip"));
    }

    @Test
    void leavingAStreamShowsInTheRecord() {
        world.night(STREAM, ADA.at(1), BO.at(1));

        world.nightWith("later.json", STREAM, ADA.in().at(2));

        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void absenceFromASnapshotTakesOwnedTagsAndNoOthers() {
        world.night(SNAPSHOT, ADA, BO);
        world.sandbox().manually().tag(world.idOf("Ada"), "By hand");
        world.model().tagByHand("Ada", "By hand");

        world.night(SNAPSHOT, BO);

        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void aLeaverWhoComesBackJustAsBeforeIsTaggedAgain() {
        world.night(SNAPSHOT, ADA, BO);
        world.night(SNAPSHOT, BO);

        world.night(SNAPSHOT, ADA, BO);

        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void aTagThatTheDefinitionNoLongerNamesStays() {
        world.night(SNAPSHOT, ADA, BO);

        world.night(SNAPSHOT.withoutTags(), ADA, BO);

        world.assertAsModelled();
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void anEmailInOtherCaseIsTheSameEmail() {
        JobSpec job = JobSpec.stream("nightly");
        world.nightWith("a.json", job, Visitor.of("ada", "Ada@Example.com").at(1));

        world.nightWith("b.json", job, Visitor.of("ada", "ada@example.com").at(2));

        assertThat(world.spent().writes()).isZero();
    }
}
