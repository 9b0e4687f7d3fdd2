package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code on-deleted: create}: whose contact was deleted in Intercom is created anew, with all that is theirs. */
class DeletedContactNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly")
            .tag("VIP", "VIP")
            .tag("Gold", "Gold")
            .attribute("plan")
            .onDeleted("create");
    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP");
    private static final Visitor BO = Visitor.user("Bo");

    @BeforeEach
    void adaIsKnownAndTagged() {
        world.night(JOB, ADA, BO);
        world.assertAsModelled();
    }

    @Test
    void anUpdateCreatesThePersonAnewWithAllFieldsAndTheTagsTheJobPutOn() {
        world.sandbox().manually().purge(world.idOf("Ada"));

        RunSummary night = world.night(JOB, ADA.named("Ada L"), BO);

        assertThat(night.exitCode()).isZero();
        assertThat(night.applied().create()).isEqualTo(1);
        world.assertAsModelled();
        assertThat(world.night(JOB, ADA.named("Ada L"), BO).planned().update()).isZero();
        assertThat(world.spent().writes()).isZero();
        world.night(JOB, BO);
        world.assertAsModelled();
    }

    @Test
    void aTagCreatesThePersonAnewFirst() {
        world.sandbox().manually().purge(world.idOf("Ada"));

        RunSummary night = world.night(JOB, ADA.in("VIP", "Gold"), BO);

        assertThat(night.exitCode()).isZero();
        world.assertAsModelled();
        assertThat(world.held()).hasSize(2);
    }

    @Test
    void whoLeavesATagThatDayIsCreatedWithoutIt() {
        world.sandbox().manually().purge(world.idOf("Ada"));

        world.night(JOB, ADA.in("Gold"), BO);

        world.assertAsModelled();
    }

    @Test
    void tagsOfOtherJobsComeBackWithTheirNextRun() {
        JobSpec other = JobSpec.snapshot("other").tag("Blue", "Blue");
        world.night(other, ADA.in("Blue"), BO);
        world.sandbox().manually().purge(world.idOf("Ada"));

        world.night(JOB, ADA.named("Ada L"), BO);
        world.night(other, ADA.named("Ada L").in("Blue"), BO);

        world.assertAsModelled();
    }

    @Test
    void aContactThatHasTheEmailMeanwhileIsThePerson() {
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("ada@example.com"));

        RunSummary night = world.night(JOB, ADA.named("Ada L"), BO);

        world.assertAsModelled();
        assertThat(world.held()).hasSize(2);
        assertThat(night.applied().create()).as("nobody was created").isZero();
        assertThat(night.applied().update()).isEqualTo(1);
        assertThat(night.details().notes())
                .singleElement()
                .asString()
                .contains("1 person whose contact was deleted", "have another one there");
        world.night(JOB, ADA.named("Ada L"), BO);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aTagThatIsRefusedTheNewContactIsNotTakenToBeThere() {
        JobSpec other = JobSpec.snapshot("other").tag("Blue", "Blue");
        world.night(other, ADA.in("Blue"), BO);
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().faults().answer("Blue", 422);
        world.export(JOB, "visitors.json", ADA.named("Ada L"), BO);
        RunSummary night = world.run(JOB);
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(tagsOf("Ada")).containsExactly("vip");
        world.sandbox().faults().clear();

        world.export(other, "visitors.json", ADA.named("Ada L").in("Blue"), BO);
        RunSummary others = world.run(other);

        assertThat(others.planned().tag()).isEqualTo(1);
        assertThat(tagsOf("Ada")).containsExactlyInAnyOrder("vip", "blue");
    }

    @Test
    void aTagOfTheJobItselfThatIsRefusedTheNewContactIsPutOnOnceThatIsRetried() {
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().faults().answer("VIP", 422);
        world.export(JOB, "visitors.json", ADA.named("Ada L"), BO);
        RunSummary night = world.run(JOB);
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(tagsOf("Ada")).isEmpty();
        world.sandbox().faults().clear();

        world.retryRejects(JOB, night.run());

        assertThat(tagsOf("Ada")).containsExactly("vip");
    }

    @Test
    void aTagThatTheJobLetsGoOfIsPutOnAgainForTheJobThatStillOwnsIt() {
        JobSpec other = JobSpec.stream("other").tag("VIP", "Blue");
        world.nightWith("a.json", other, ADA.in("Blue"), BO);
        world.sandbox().manually().purge(world.idOf("Ada"));

        world.night(JOB, ADA.in().named("Ada L"), BO);

        assertThat(tagsOf("Ada")).containsExactly("vip");
    }

    @Test
    void aTagThatTheJobOnlyClaimsIsPutOnTheNewContact() {
        JobSpec other = JobSpec.stream("other").tag("Gold", "Blue");
        world.nightWith("a.json", other, ADA.in("Blue"), BO);
        world.sandbox().manually().purge(world.idOf("Ada"));

        world.night(JOB, ADA.in("VIP", "Gold").named("Ada L"), BO);

        assertThat(tagsOf("Ada")).containsExactlyInAnyOrder("vip", "gold");
    }

    @Test
    void soIsOneThatWasClaimedBeforeTheContactWasFoundToBeGone() {
        JobSpec other = JobSpec.stream("other").tag("Gold", "Blue");
        world.nightWith("a.json", other, ADA.in("Blue"), BO);
        world.export(JOB, "visitors.json", ADA.in(), BO);
        world.run(JOB);
        world.sandbox().manually().purge(world.idOf("Ada"));

        RunSummary night = world.night(JOB, ADA.in("VIP", "Gold"), BO);

        assertThat(night.exitCode()).isZero();
        assertThat(tagsOf("Ada")).containsExactlyInAnyOrder("vip", "gold");
        world.night(JOB, ADA.in("VIP", "Gold"), BO);
        assertThat(world.spent().writes()).as("it is known to be there").isZero();
    }

    @Test
    void whoIsCreatedAnewWhileAnotherJobsRunIsBrokenIsSentThatJobsFieldsOnceItHasRestarted() {
        JobSpec stream = JobSpec.stream("stream").tag("Blue", "Blue").attribute("plan");
        JobSpec creating = JobSpec.stream("creating").tag("Gold", "Gold").onDeleted("create");
        world.nightWith("a.json", stream, ADA.at(1), BO.at(1));
        world.addExport(
                stream, "b.json", ADA.named("Ada L").at(2), BO.in("Blue").at(2));
        world.run(stream, world.breaking(Phase.APPLY, 2));
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.nightWith("a.json", creating, ADA.named("Ada L").at(2));

        assertThat(world.restart(stream).status()).isEqualTo(RunStatus.COMPLETED);
        world.nightWith("c.json", stream, ADA.named("Ada L").at(3));

        assertThat(world.held())
                .filteredOn(person -> "Ada".equals(person.externalId()))
                .singleElement()
                .satisfies(ada -> assertThat(ada.attributes()).containsEntry("plan", "free"));
    }

    @Test
    void whileIntercomStillKeepsTheDeletedContactThePersonIsRejectedAndKeepsWhatIsKnown() {
        String id = world.idOf("Ada");
        world.sandbox().manually().delete(id);

        RunSummary night = world.night(JOB, ADA.named("Ada L"), BO);

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(world.stored("select code from reject where run_id = " + night.run()))
                .containsExactly("archived");
        world.sandbox().manually().purge(id);
        assertThat(world.retryRejects(JOB, night.run()).exitCode()).isZero();
        world.assertAsModelled();
    }

    @Test
    void whoWasOnlyArchivedIsNotMadeTwice() {
        String id = world.idOf("Ada");
        world.sandbox().manually().archive(id);

        assertThat(world.night(JOB, ADA.in("VIP", "Gold"), BO).exitCode()).isEqualTo(3);

        world.sandbox().manually().unarchive(id);
        world.night(JOB, ADA.named("Ada L"), BO);
        world.assertAsModelled();
    }

    @Test
    void aBreakInTheMiddleLosesNothing() {
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.export(JOB, "visitors.json", ADA.named("Ada L"), BO);
        world.run(JOB, world.breaking(Phase.APPLY, 2));

        RunSummary again = world.run(JOB);

        assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
        world.model().night(JOB, List.of(ADA.named("Ada L"), BO));
        world.assertAsModelled();
    }

    @Test
    void aTagThatWasFoundIsPutOnAnewAndIsTheJobsFromThenOn() {
        String id =
                world.sandbox().manually().seedContact(ContactSeed.user("Di").withEmail("di@example.com"));
        world.sandbox().manually().tag(id, "Silver");
        JobSpec silver = JOB.tag("Silver", "Silver");
        Visitor di = Visitor.user("Di").in("Silver");
        world.export(silver, "v.json", ADA, BO, di);
        world.run(silver);
        world.sandbox().manually().purge(id);

        world.export(silver, "v.json", ADA, BO, di.named("Di"));
        world.run(silver);

        assertThat(tagsOf("Di")).containsExactly("silver");
        world.export(silver, "v.json", ADA, BO, Visitor.user("Di").named("Di"));
        world.run(silver);
        assertThat(tagsOf("Di")).isEmpty();
    }

    @Test
    void whereCreatingAnewIsDeferredItsTagsWaitWithIt() {
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().faults().answer("ada@example.com", 500);
        world.night(JOB, ADA.in("VIP", "Gold"), BO.named("Bo"));
        world.sandbox().faults().clear();

        RunSummary second = world.night(JOB, ADA.in("VIP", "Gold"), BO.named("Bo"));

        assertThat(second.exitCode()).isZero();
        world.assertAsModelled();
    }

    @Test
    void ofAStreamTooADeferredCreateAnewIsDoneByTheNextRun() {
        JobSpec stream =
                JobSpec.stream("stream").tag("VIP", "VIP").tag("Gold", "Gold").onDeleted("create");
        world.nightWith("a.json", stream, ADA.at(1), BO.at(1));
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().faults().answer("ada@example.com", 500);
        world.nightWith(
                "b.json", stream, ADA.in("VIP", "Gold").at(2), BO.named("Bo").at(2));
        world.sandbox().faults().clear();

        world.nightWith("c.json", stream);

        assertThat(tagsOf("Ada")).containsExactlyInAnyOrder("vip", "gold");
    }

    @Test
    void whatAStreamJobPutOnGoesOnAgainAndStaysItsOwn() {
        JobSpec stream = JobSpec.stream("stream").tag("Blue", "Blue").tag("VIP", "VIP");
        world.nightWith("a.json", stream, ADA.in("Blue", "VIP").at(1), BO.at(1));
        world.sandbox().manually().purge(world.idOf("Ada"));

        world.night(JOB, ADA.named("Ada L"), BO);
        assertThat(tagsOf("Ada")).containsExactlyInAnyOrder("vip", "blue");
        world.night(JOB, ADA.named("Ada L").in(), BO);
        assertThat(tagsOf("Ada")).as("the stream wants both").containsExactlyInAnyOrder("vip", "blue");

        world.nightWith("b.json", stream, ADA.in().at(2));
        assertThat(tagsOf("Ada")).isEmpty();
    }

    private Set<String> tagsOf(String externalId) {
        return world.held().stream()
                .filter(person -> externalId.equals(person.externalId()))
                .flatMap(person -> person.tags().stream())
                .collect(Collectors.toSet());
    }
}
