package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.DuplicateEmailCreate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One person stays one contact, and nobody is taken for somebody else. */
class IdentityNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final String SHARED = "shared@example.com";

    @Test
    void whoGainsAUserIdStaysOneContact() {
        world.night(JOB, Visitor.withEmailOnly("Ada@example.com").in("VIP"));

        world.night(JOB, Visitor.of("A-1", "ada@example.com").in("VIP"));

        world.assertAsModelled();
        assertThat(world.held()).hasSize(1);
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void whoGainsAUserIdThatIsNotSentStaysOnePerson() {
        JobSpec job = JOB.withoutSendingUserIds();
        world.night(job, Visitor.withEmailOnly("ada@example.com").in("VIP"));
        world.night(job, Visitor.of("A-1", "ada@example.com").in("VIP"));
        assertThat(world.spent().writes()).isZero();

        RunSummary summary = world.night(
                job, Visitor.of("A-1", "ada@example.com").named("Ada").in("VIP"));

        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void twoUserIdsWithOneEmailStayTwo() {
        allowSecondContacts();

        RunSummary summary = world.night(
                JOB,
                Visitor.of("A-1", SHARED).in("VIP"),
                Visitor.of("A-2", SHARED).named("Two"));

        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
        world.night(JOB, Visitor.of("A-1", SHARED), Visitor.of("A-2", SHARED).named("Two"));
        world.assertAsModelled();
    }

    @Test
    void userIdsThatDifferInCaseAreTwoPeople() {
        world.night(JOB, Visitor.of("ada", "a@example.com").in("VIP"), Visitor.of("ADA", "b@example.com"));

        world.assertAsModelled();
        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("ada", "ADA");
    }

    @Test
    void aContactMadeByHandIsLinkedByItsEmail() {
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("ada@example.com"));
        world.model().add(null, "ada@example.com");

        RunSummary summary = world.night(JOB, Visitor.of("A-1", "ada@example.com"));

        world.assertAsModelled();
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(0, 1, 0, 0));
        assertThat(world.spent().calls(CallKind.CREATE_CONTACT)).isZero();
    }

    @ParameterizedTest
    @EnumSource(DuplicateEmailCreate.class)
    void oneContactMadeByHandIsLinkedToOneOfTwoUserIds(DuplicateEmailCreate choice) {
        world.sandbox().set(world.sandbox().settings().withDuplicateEmailCreate(choice));
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail(SHARED));

        RunSummary summary = world.night(
                JOB,
                Visitor.of("A-1", SHARED).named("One"),
                Visitor.of("A-2", SHARED).named("Two"));

        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("A-1", "A-2");
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("One", "Two");
        assertThat(world.held()).extracting(Held::email).containsOnly(SHARED);
        assertThat(summary.exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DuplicateEmailCreate.class)
    void aContactOfAnotherUserIdIsSomebodyElse(DuplicateEmailCreate choice) {
        world.sandbox().set(world.sandbox().settings().withDuplicateEmailCreate(choice));
        world.sandbox()
                .manually()
                .seedContact(ContactSeed.user("X-9").withEmail(SHARED).withName("Xenia"));
        world.model().add("X-9", SHARED).name = "Xenia";

        RunSummary summary =
                world.night(JOB, Visitor.of("A-1", SHARED).named("Ada").in("VIP"), Visitor.user("Bo"));

        world.assertAsModelled();
        assertThat(summary.exitCode()).isZero();
    }

    @Test
    void aUserIdThatIntercomHasIsUpdatedThoughSearchDoesNotSeeIt() {
        world.sandbox().set(world.sandbox().settings().withIndexLag(Duration.ofMinutes(5)));
        world.sandbox().manually().seedContact(ContactSeed.user("A-1").withEmail("ada@example.com"));
        world.model().add("A-1", "ada@example.com");

        RunSummary summary = world.night(
                JOB, Visitor.of("A-1", "ada@example.com").named("Ada").in("VIP"));

        world.assertAsModelled();
        assertThat(summary.applied()).isEqualTo(new RunSummary.Applied(0, 1, 1, 0));
        assertThat(world.spent().created()).isZero();
    }

    @Test
    void aLinkThatSearchDoesNotSeeYetIsNotTakenOver() {
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail(SHARED));
        world.model().add(null, SHARED);
        world.sandbox().set(world.sandbox().settings().withIndexLag(Duration.ofMinutes(5)));
        allowSecondContacts();
        world.night(JOB, Visitor.of("A-1", SHARED).named("One"));

        world.night(
                JOB,
                Visitor.of("A-1", SHARED).named("One"),
                Visitor.of("A-2", SHARED).named("Two"));

        world.assertAsModelled();
    }

    @Test
    void leadsAreNobody() {
        world.sandbox().manually().seedContact(ContactSeed.lead().withEmail("ada@example.com"));

        world.night(JOB, Visitor.of("A-1", "ada@example.com").in("VIP"), Visitor.withEmailOnly("bo@example.com"));

        world.assertAsModelled();
        assertThat(world.sandbox().contacts())
                .filteredOn(contact -> contact.role().equals("lead"))
                .singleElement()
                .satisfies(lead -> assertThat(lead.tagNames()).isEmpty());
    }

    @Test
    void anEmailThatSeveralPeopleOfTheExportShareIsAmbiguousAlone() {
        allowSecondContacts();
        Visitor one = Visitor.of("A-1", SHARED).in("VIP").at(2);
        Visitor two = Visitor.of("A-2", SHARED).in("VIP").at(2);
        world.night(JOB, one, two);

        world.export(
                JOB,
                "v.json",
                one,
                two,
                Visitor.withEmailOnly(SHARED).named("Who?").at(3));
        RunSummary summary = world.run(JOB);

        world.assertAsModelled();
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.details().firstRejects()).extracting("code").containsExactly("ambiguous_email");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void anEmailThatSeveralContactsShareIsAmbiguousAlone() {
        world.sandbox().manually().seedContact(ContactSeed.user("X-1").withEmail(SHARED));
        world.sandbox().manually().seedContact(ContactSeed.user("X-2").withEmail(SHARED));
        world.model().add("X-1", SHARED);
        world.model().add("X-2", SHARED);

        world.export(JOB, "v.json", Visitor.withEmailOnly(SHARED).in("VIP"));
        RunSummary summary = world.run(JOB);

        world.assertAsModelled();
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.rejected()).isEqualTo(1);
    }

    @Test
    void aKnownPersonsEmailCanChange() {
        world.night(JOB, Visitor.of("A-1", "old@example.com").in("VIP"));

        world.night(JOB, Visitor.of("A-1", "new@example.com").in("VIP"));

        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void twoRejectedPeopleOfOneLineAreTwo() {
        world.sandbox().faults().answer("A-1", 422);
        world.sandbox().faults().answer("A-2", 422);
        world.exportText(
                JOB,
                "v.json",
                "[" + Visitor.of("A-1", "x1@example.com").json() + ","
                        + Visitor.of("A-2", "x2@example.com").json() + "]");

        assertThat(world.run(JOB).rejected()).isEqualTo(2);
    }

    @Test
    void aUserIdThatIntercomIsNotToldStillSaysWhoSomebodyIs() {
        JobSpec job = JobSpec.snapshot("nightly").tag("VIP", "VIP").withoutSendingUserIds();
        world.night(job, Visitor.of("Ada", "ada@example.com").in("VIP"), Visitor.user("Bo"));

        world.night(job, Visitor.of("Ada", "ada.new@example.com"), Visitor.user("Bo"));

        assertThat(world.held())
                .extracting(Held::email)
                .containsExactlyInAnyOrder("ada.new@example.com", "bo@example.com");
        assertThat(world.held()).allMatch(person -> person.tags().isEmpty());
    }

    @Test
    void whoseContactWasMergedIsFollowedThereAndTheNextNightGoesThereAtOnce() {
        JobSpec job = JobSpec.stream("nightly").tag("VIP", "VIP");
        Visitor ada = Visitor.withEmailOnly("ada@x.de").in("VIP");
        world.nightWith("a.json", job, ada.at(1));
        String gone = world.sandbox().contacts().get(0).id();
        String survivor =
                world.sandbox().manually().seedContact(ContactSeed.user("A-1").withEmail("ada@x.de"));
        world.sandbox().manually().merge(gone, survivor);

        RunSummary night = world.nightWith("b.json", job, ada.named("One").at(2));

        assertThat(night.exitCode()).isZero();
        assertThat(world.held()).singleElement().satisfies(person -> {
            assertThat(person.externalId()).isEqualTo("A-1");
            assertThat(person.name()).isEqualTo("One");
        });
        world.nightWith("c.json", job, ada.in().named("Two").at(3));
        assertThat(world.held()).singleElement().satisfies(person -> {
            assertThat(person.name()).isEqualTo("Two");
            assertThat(person.tags()).isEmpty();
        });
        assertThat(world.spent().writes())
                .as("no way round by the one that is gone")
                .isEqualTo(2);
    }

    @Test
    void whoWasMergedIntoSomebodyElseNeverOverwritesThem() {
        JobSpec job = JobSpec.snapshot("nightly").tag("VIP", "VIP");
        Visitor bo = Visitor.user("Bo").named("Bo").in("VIP");
        world.night(job, Visitor.user("Ada").in("VIP"), bo);
        world.sandbox().manually().merge(world.idOf("Ada"), world.idOf("Bo"));

        RunSummary night = world.night(job, Visitor.user("Ada").named("Ada L"), bo);

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(world.held()).singleElement().satisfies(person -> {
            assertThat(person.externalId()).isEqualTo("Bo");
            assertThat(person.name()).isEqualTo("Bo");
            assertThat(person.tags()).containsExactly("vip");
        });
    }

    private void allowSecondContacts() {
        world.sandbox().set(world.sandbox().settings().withDuplicateEmailCreate(DuplicateEmailCreate.SECOND_CONTACT));
    }
}
