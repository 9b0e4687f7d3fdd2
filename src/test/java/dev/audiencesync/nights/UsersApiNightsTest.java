package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nights by the Users API: one upsert a person, tags on and off by fifties. */
class UsersApiNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly")
            .version("1.4")
            .attribute("plan")
            .tag("VIP", "VIP")
            .onlyAdding("Reader", "Readers");
    private static final JobSpec STREAM =
            JobSpec.stream("nightly").version("1.4").attribute("plan").tag("VIP", "VIP");
    private static final JobSpec TAGS_ONLY = SNAPSHOT.withoutCreating();

    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP", "Readers");
    private static final Visitor BO = Visitor.user("Bo").named("Bo").in("Readers");
    private static final Visitor CY = Visitor.withEmailOnly("cy@example.com").in("VIP");

    private static Visitor[] members(int people, String... audiences) {
        return IntStream.range(0, people)
                .mapToObj(i -> Visitor.user("u" + i).in(audiences))
                .toArray(Visitor[]::new);
    }

    @Test
    void aFirstNightTakesOneCallAPersonAndOneATag() {
        RunSummary summary = world.night(SNAPSHOT, ADA, BO, CY);

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
        Spent spent = world.spent();
        assertThat(spent.calls(CallKind.UPSERT_USER)).isEqualTo(3);
        assertThat(spent.calls(CallKind.TAG_BULK)).isEqualTo(2);
        assertThat(spent.calls(CallKind.FIND_USERS_BY_EMAIL)).isZero();
        assertThat(spent.writes()).isEqualTo(5);
        assertThat(summary.calls().calls()).isEqualTo(spent.total());
        assertThat(summary.planned().estimatedCalls()).isEqualTo(5);
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(3, 0, 4, 0));
    }

    @Test
    void aLaterNightSendsOnlyWhatDiffers() {
        world.night(SNAPSHOT, ADA, BO, CY);
        world.night(SNAPSHOT, ADA, BO, CY);
        assertThat(world.spent().writes()).isZero();

        RunSummary summary = world.night(
                SNAPSHOT,
                ADA.named("Ada L.").in("Readers"),
                BO,
                CY,
                Visitor.user("Di").in("VIP"));

        world.assertAsModelled();
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(1, 1, 1, 1));
        assertThat(world.spent().calls(CallKind.UPSERT_USER)).isEqualTo(2);
        assertThat(world.spent().writes()).isEqualTo(4);
    }

    @Test
    void leaversAreUntaggedByFifties() {
        world.letPass(GuardName.values());
        world.night(SNAPSHOT, members(120, "VIP"));

        RunSummary summary = world.night(SNAPSHOT, members(120));

        world.assertAsModelled();
        assertThat(summary.applied().untag()).isEqualTo(120);
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(3);
        assertThat(summary.planned().estimatedCalls()).isEqualTo(3);
    }

    @Test
    void oneWhoIsGoneDoesNotKeepTheOthersFromLosingOrGettingATag() {
        world.letPass(GuardName.values());
        world.night(SNAPSHOT, members(50, "VIP"));
        world.sandbox().manually().delete(world.idOf("u7"));

        RunSummary left = world.night(SNAPSHOT, members(50, "Readers"));

        assertThat(left.applied().untag()).isEqualTo(49);
        assertThat(left.applied().tag()).isEqualTo(49);
        assertThat(left.exitCode()).isEqualTo(3);
        assertThat(world.held()).hasSize(49).allSatisfy(one -> assertThat(one.tags())
                .containsExactly("reader"));
    }

    @Test
    void whoeverIsThereAlreadyIsUpdatedAndCountsSo() {
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("bo@example.com"));
        world.model().add("Ada", "ada@example.com");
        world.model().add(null, "bo@example.com");
        world.later(Duration.ofDays(1));

        RunSummary summary = world.night(SNAPSHOT, ADA, BO, CY);

        world.assertAsModelled();
        assertThat(summary.planned().create()).isEqualTo(3);
        assertThat(summary.applied().create()).isEqualTo(1);
        assertThat(summary.applied().update()).isEqualTo(2);
    }

    @Test
    void twoUserIdsAreTwoPeopleWhateverEmailTheyShare() {
        world.night(
                SNAPSHOT,
                Visitor.of("Ada", "home@example.com").named("Ada"),
                Visitor.of("Bo", "home@example.com").named("Bo"));
        world.assertAsModelled();
        assertThat(world.held()).hasSize(2);

        world.night(
                SNAPSHOT,
                Visitor.of("Ada", "home@example.com").named("Ada L."),
                Visitor.of("Bo", "home@example.com").named("Bo"),
                Visitor.of("Cy", "home@example.com").named("Cy"));
        world.assertAsModelled();
        assertThat(world.held()).hasSize(3);
    }

    @Test
    void ofManyWhoShareAnEmailOneIsWhoIsThereAlreadyAndTheOthersAreNew() {
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("home@example.com"));

        RunSummary summary = world.night(
                SNAPSHOT,
                IntStream.range(0, 20)
                        .mapToObj(i -> Visitor.of("u" + i, "home@example.com").named("Name " + i))
                        .toArray(Visitor[]::new));

        assertThat(summary.exitCode()).isZero();
        assertThat(world.held()).hasSize(20).allSatisfy(one -> assertThat(one.name())
                .isEqualTo("Name " + one.externalId().substring(1)));
        assertThat(world.spent().calls(CallKind.FIND_USERS_BY_EMAIL))
                .as("once for all")
                .isEqualTo(1);
    }

    @Test
    void whoWasKnownByAnEmailAndCannotBeLinkedIsNotTakenByTheNext() {
        world.night(
                STREAM, Visitor.withEmailOnly("home@example.com").named("Ada").at(1));
        String ada = world.sandbox().contacts().get(0).id();
        world.sandbox().faults().add("422:always of update about " + ada);

        RunSummary summary = world.nightWith(
                "later.json",
                STREAM,
                Visitor.of("Ada", "home@example.com").named("Ada L.").at(2),
                Visitor.of("Bo", "home@example.com").named("Bo").at(2));

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.rejected()).isEqualTo(2);
        assertThat(world.held()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("Ada");
            assertThat(one.externalId()).isNull();
        });
    }

    @Test
    void aJobThatDoesNotSendUserIdsNeverWritesOverAnothersUser() {
        world.sandbox().manually().seedContact(ContactSeed.user("Eve").withEmail("ada@example.com"));

        RunSummary summary = world.night(SNAPSHOT.withoutSendingUserIds(), ADA);

        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(world.held()).singleElement().satisfies(one -> {
            assertThat(one.externalId()).isEqualTo("Eve");
            assertThat(one.name()).isNull();
        });
    }

    @Test
    void anEmailOfSeveralUsersIsAmbiguous() {
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("cy@example.com"));
        world.sandbox().manually().seedContact(ContactSeed.user("Bo").withEmail("cy@example.com"));

        RunSummary summary = world.night(SNAPSHOT, CY);

        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(world.stored("select code from planned_change where outcome = 'REJECTED' order by seq"))
                .first()
                .isEqualTo("ambiguous_email");
        assertThat(world.sandbox().contacts()).hasSize(2);
    }

    @Test
    void archivedPeopleAreRejectedAndStayArchived() {
        world.night(SNAPSHOT, ADA, BO);
        world.sandbox().manually().archive(world.idOf("Ada"));
        world.sandbox().manually().archive(world.sandbox().manually().seedContact(ContactSeed.user("Di")));

        RunSummary summary = world.night(SNAPSHOT, ADA.named("Ada L."), BO, Visitor.user("Di"));

        assertThat(summary.rejected()).isEqualTo(2);
        assertThat(world.held()).extracting(Held::externalId).containsExactly("Bo");
    }

    @Test
    void whoeverWasDeletedIsCreatedAnewOnlyWhereAskedFor() {
        world.night(SNAPSHOT, ADA, BO);
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.sandbox().manually().purge(world.idOf("Bo"));

        RunSummary rejected = world.night(SNAPSHOT, ADA.named("Ada L."), Visitor.of("Bo", "bo2@example.com"));
        assertThat(rejected.rejected()).isEqualTo(2);
        assertThat(world.held()).isEmpty();
        assertThat(world.spent().calls(CallKind.UPSERT_USER))
                .as("an e-mail is not sent for somebody who is gone: it might make somebody new")
                .isEqualTo(1);

        world.night(SNAPSHOT.onDeleted("create"), ADA.named("Ada M."), Visitor.of("Bo", "bo3@example.com"));
        assertThat(world.held()).hasSize(2).anySatisfy(one -> {
            assertThat(one.name()).isEqualTo("Ada M.");
            assertThat(one.tags()).containsExactlyInAnyOrder("reader", "vip");
        });
        assertThat(world.held()).extracting(Held::email).contains("bo3@example.com");
    }

    @Test
    void holdersFromBeforeTheFirstUseAreNeverUntagged() {
        String ada =
                world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
        world.sandbox().manually().tag(ada, "vip");
        world.model().add("Ada", "ada@example.com").handTagged("vip");

        world.night(SNAPSHOT, ADA, BO.in("VIP"));
        world.assertAsModelled();
        world.night(SNAPSHOT, ADA.in(), BO.in());

        world.assertAsModelled();
        assertThat(world.held())
                .filteredOn(one -> one.externalId().equals("Ada"))
                .singleElement()
                .satisfies(one -> assertThat(one.tags()).contains("vip"));
    }

    @Test
    void aJobThatOnlyTagsFindsItsPeopleByUserIdAndEmail() {
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("cy@example.com"));
        world.model().add("Ada", "ada@example.com");
        world.model().add(null, "cy@example.com");

        JobSpec byEmail =
                JobSpec.snapshot("by-email").version("1.4").withoutCreating().tagBy("email", "Gold", "VIP");

        world.night(TAGS_ONLY, ADA, BO);
        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.UPSERT_USER)).isZero();
        assertThat(world.spent().calls(CallKind.FIND_USER_BY_USER_ID)).isZero();
        world.night(byEmail, ADA, CY);
        world.assertAsModelled();

        world.night(TAGS_ONLY, ADA.in(), BO);
        world.night(byEmail, ADA, CY.in());
        world.assertAsModelled();
    }

    @Test
    void peopleWhomTheStoreDoesNotKnowAreTaggedAndUntaggedByFifties() {
        world.letPass(GuardName.values());
        inIntercom(120);

        RunSummary summary = world.night(TAGS_ONLY, members(120, "VIP"));
        world.assertAsModelled();
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(0, 0, 120, 0));
        assertThat(summary.planned().estimatedCalls()).isEqualTo(3);
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(3);
        assertThat(world.spent().calls(CallKind.FIND_USER_BY_USER_ID)).isZero();

        world.night(TAGS_ONLY, members(120, "VIP"));
        assertThat(world.spent().writes()).isZero();

        RunSummary left = world.night(TAGS_ONLY, members(60));
        world.assertAsModelled();
        assertThat(left.applied().untag()).isEqualTo(120);
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(3);
        assertThat(world.spent().calls(CallKind.GET_USER)).isZero();
    }

    @Test
    void oneWhomIntercomDoesNotKnowDoesNotSinkTheOthersAndIsFoundByHalving() {
        inIntercom(49);

        RunSummary summary = world.night(TAGS_ONLY, members(50, "VIP"));

        assertThat(summary.exitCode()).isZero();
        assertThat(summary.applied().tag()).isEqualTo(49);
        assertThat(world.held()).hasSize(49).allSatisfy(one -> assertThat(one.tags())
                .containsExactly("vip"));
        assertThat(world.stored("select message from planned_change where outcome = 'UNCHANGED'"))
                .containsExactly("not in Intercom");
        assertThat(world.spent().total()).isLessThanOrEqualTo(16);

        world.night(TAGS_ONLY, members(50, "VIP"));
        assertThat(world.spent().writes()).as("not before a week is over").isZero();
    }

    @Test
    void whereManyAreUnknownTheOthersAreLookedFor() {
        inIntercom(25);

        RunSummary summary = world.night(TAGS_ONLY, members(200, "VIP"));

        assertThat(summary.applied().tag()).isEqualTo(25);
        assertThat(world.held()).allSatisfy(one -> assertThat(one.tags()).containsExactly("vip"));
        assertThat(world.spent().total()).as("halving alone takes 375").isLessThan(300);
    }

    @Test
    void whoHeldTheTagBeforeIsNotOwnedThoughTagCallsGoByName() {
        inIntercom(2);
        world.sandbox().manually().tag(world.idOf("u0"), "vip");
        world.model().tagByHand("u0", "vip");

        world.night(TAGS_ONLY, members(2, "VIP"));
        world.night(TAGS_ONLY, members(2));

        world.assertAsModelled();
        assertThat(world.held()).filteredOn(one -> one.tags().contains("vip")).hasSize(1);
    }

    @Test
    void whoWasTaggedByNameKeepsTheirTagsWhenTheJobMovesToTheContactsApi() {
        inIntercom(3);
        world.night(TAGS_ONLY, members(3, "VIP"));
        world.sandbox().manually().purge(world.idOf("u2"));

        RunSummary summary = world.night(TAGS_ONLY.version("2.16"), members(1, "VIP"));

        assertThat(summary.exitCode()).isZero();
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(0, 0, 0, 1));
        assertThat(world.held())
                .extracting(Held::externalId, one -> one.tags().size())
                .containsExactlyInAnyOrder(tuple("u0", 1), tuple("u1", 0));
        assertThat(world.stored("select count(*) from person where intercom_id is null and external_id is not null"))
                .containsExactly("0");
    }

    @Test
    void aTagOfTwoJobsGoesWithTheLastThoughOneKnewThePersonByNameOnly() {
        inIntercom(1);
        JobSpec other = JobSpec.snapshot("other").version("1.4").tag("VIP", "VIP");
        world.night(TAGS_ONLY, members(1, "VIP"));
        world.night(other, members(1, "VIP"));

        world.night(TAGS_ONLY, members(1));
        world.assertAsModelled();
        assertThat(world.held().get(0).tags()).containsExactly("vip");

        world.night(other, members(1));
        world.assertAsModelled();
        assertThat(world.held().get(0).tags()).isEmpty();
    }

    @Test
    void aTagByNameWhoseCallNeverHadAnAnswerComesOffWhoeverLeaves() {
        inIntercom(60);
        world.sandbox().faults().add("503:always of tag about u59");
        RunSummary first = world.night(TAGS_ONLY, members(60, "VIP"));
        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.applied().tag()).isEqualTo(59);
        world.sandbox().faults().clear();
        world.sandbox().manually().tag(world.idOf("u59"), "vip");
        world.letPass(GuardName.values());

        world.night(TAGS_ONLY, members(60));

        assertThat(world.held()).allSatisfy(one -> assertThat(one.tags()).isEmpty());
    }

    @Test
    void aRestartTagsByNameWhomAnAnsweredCallThatWasNeverStoredHasTagged() {
        inIntercom(60);
        world.addExport(TAGS_ONLY, "night.json", members(60, "VIP"));
        RunSummary broken = world.run(TAGS_ONLY, world.breaking(Phase.APPLY, 1));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);

        RunSummary restarted = world.restart(TAGS_ONLY);

        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        world.model().night(TAGS_ONLY, Arrays.asList(members(60, "VIP")));
        world.assertAsModelled();
        assertThat(world.stored("select count(*) from tag_owner")).containsExactly("60");
    }

    private void inIntercom(int people) {
        for (int i = 0; i < people; i++) {
            world.sandbox().manually().seedContact(ContactSeed.user("u" + i).withEmail("u" + i + "@example.com"));
            world.model().add("u" + i, "u" + i + "@example.com");
        }
    }

    @Test
    void aJobKeepsItsPeopleWhenItMovesToTheContactsApiAndBack() {
        world.night(SNAPSHOT, ADA, BO, CY);

        world.night(SNAPSHOT.version("2.16"), ADA.named("Ada L.").in("Readers"), BO, CY);
        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.UPDATE_CONTACT)).isEqualTo(1);
        assertThat(world.spent().writes()).isEqualTo(2);

        world.night(SNAPSHOT, ADA.named("Ada M.").in("Readers"), BO, CY);
        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.UPSERT_USER)).isEqualTo(1);
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void lostAnswersAreSentAgainAndMakeNoDoubles() {
        world.sandbox().faults().add("drop:next 2 of create");
        world.sandbox().faults().add("drop:next 1 of tag");

        RunSummary summary = world.night(SNAPSHOT, ADA, BO, CY);

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        world.assertAsModelled();
        assertThat(world.sandbox().contacts()).hasSize(3);
        assertThat(world.spent().calls(CallKind.UPSERT_USER)).isEqualTo(5);
    }

    @Test
    void customAttributesNeedNotBeThere() {
        RunSummary summary = world.night(SNAPSHOT.attribute("shoe size"), ADA.with("shoe size", "38"), BO);

        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.LIST_ATTRIBUTES)).isZero();
    }
}
