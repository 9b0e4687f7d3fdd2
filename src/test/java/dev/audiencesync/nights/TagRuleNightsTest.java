package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The rules of tags, from the definition to what Intercom holds. */
class TagRuleNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec OTHER = JobSpec.stream("other").tag("vip", "Gold");
    private static final Visitor ADA = Visitor.user("Ada");
    private static final Visitor BO = Visitor.user("Bo");

    @Test
    void aJobThatOnlyTagsFindsPeopleByIntercomId() {
        byHand("Ada");
        JobSpec job = JobSpec.stream("nightly").withoutCreating().tagBy("id", "VIP", "VIP");
        Visitor byId = Visitor.of(null, null).with("Intercom ID", world.idOf("Ada"));

        world.run(exported(job, byId.in("VIP").at(1)));
        assertThat(tagsOf("Ada")).containsExactly("vip");
        world.run(exported(job, byId.at(2)));
        assertThat(tagsOf("Ada")).isEmpty();
        assertThat(world.spent().calls(CallKind.GET_CONTACT))
                .as("known by then")
                .isZero();
    }

    @Test
    void aJobThatOnlyTagsFindsPeopleByUserIdOrEmail() {
        byHand("Ada");
        byHand("Bo");
        for (String basis : new String[] {"user-id", "email"}) {
            JobSpec job = JobSpec.snapshot("by-" + basis).withoutCreating().tagBy(basis, basis, "VIP");

            RunSummary summary =
                    world.night(job, ADA.in("VIP"), BO, Visitor.user("Nobody").in("VIP"));

            assertThat(summary.exitCode()).isZero();
            assertThat(summary.planned().unchanged()).isEqualTo(2);
            world.assertAsModelled();
            world.night(job, ADA, BO.in("VIP"));
            world.assertAsModelled();
        }
    }

    @Test
    void anEmailOfSeveralContactsIsRejected() {
        world.sandbox().manually().seedContact(ContactSeed.user("A-1").withEmail("ada@example.com"));
        world.sandbox().manually().seedContact(ContactSeed.user("A-2").withEmail("ada@example.com"));
        JobSpec job = JobSpec.snapshot("nightly").withoutCreating().tagBy("email", "VIP", "VIP");

        RunSummary summary =
                world.run(exported(job, Visitor.withEmailOnly("ada@example.com").in("VIP")));

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.details().firstRejects()).extracting("code").containsExactly("ambiguous_email");
        assertThat(summary.planned().unchanged()).isZero();
    }

    @Test
    void theCommandRemovesATagWhoeverPutItOnAndEndsEveryJobsOwnership() {
        byHand("Cy", "VIP");
        JobSpec command = JobSpec.stream("cleaner").withoutCreating().removing("VIP", "Gone");
        world.night(OTHER, ADA.in("Gold").at(1), BO.in("Gold").at(1));

        RunSummary summary = world.nightWith(
                "1.json",
                command,
                ADA.in("Gone").at(1),
                Visitor.user("Cy").in("Gone").at(1));
        world.assertAsModelled();
        assertThat(summary.applied().untag()).isEqualTo(2);

        world.nightWith("2.json", command, ADA.in("Gone", "New").at(2));
        assertThat(world.spent().writes()).as("not repeated").isZero();

        world.nightWith("2.json", OTHER, ADA.in("Gold").at(2));
        world.nightWith("3.json", command, ADA.in("Gone", "New").at(3));
        world.assertAsModelled();
        assertThat(world.spent().untagged()).as("it came back").isEqualTo(1);
    }

    @Test
    void theCommandReachesSomebodyWhomTheRunItselfFindsInIntercom() {
        byHand("Ada", "VIP");

        world.night(JobSpec.snapshot("nightly").removing("vip", "Gone"), ADA.in("Gone"), BO);

        world.assertAsModelled();
        assertThat(tagsOf("Ada")).isEmpty();
    }

    @Test
    void adoptedHoldersAreUntaggedLikeAnyMember() {
        byHand("Ada", "VIP");
        byHand("Bo", "VIP");
        byHand("Cy", "VIP");
        JobSpec adopting = JobSpec.snapshot("nightly").adopting("VIP", "VIP");

        RunSummary first = world.night(adopting, ADA.in("VIP"), BO);
        world.assertAsModelled();
        assertThat(world.spent().untagged()).as("Bo said so, Cy is absent").isEqualTo(2);
        assertThat(world.spent().calls(CallKind.TAG_BULK))
                .as("a claim costs no call")
                .isZero();
        assertThat(world.stored("select reason from planned_change where kind = 'CLAIM' and run_id = " + first.run()))
                .containsExactly("adopts: held the tag before this job");

        world.night(adopting, ADA, BO);
        world.assertAsModelled();
        assertThat(tagsOf("Ada")).isEmpty();
    }

    @Test
    void aTagRenamedInIntercomStopsTheRunBeforeItsFirstWrite() {
        world.night(JOB, ADA.in("VIP"), BO);
        world.sandbox().manually().renameTag("VIP", "Gold");

        RunSummary stopped = world.run(exported(JOB, ADA, BO.in("VIP")));

        assertThat(stopped.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).singleElement().asString().contains("`VIP` is called `Gold`");
        assertThat(world.spent().writes()).isZero();

        RunSummary followed = world.run(exported(JobSpec.snapshot("nightly").tag("gold", "VIP"), ADA, BO.in("VIP")));
        assertThat(followed.exitCode()).isZero();
        assertThat(tagsOf("Ada")).isEmpty();
        assertThat(tagsOf("Bo")).containsExactly("gold");
        assertThat(world.sandbox().tags()).hasSize(1);
    }

    @Test
    void aTagDeletedInIntercomStopsTheRunBeforeItsFirstWrite() {
        world.night(JOB, ADA.in("VIP"), BO);
        world.sandbox().manually().deleteTag("VIP");

        RunSummary stopped = world.run(exported(JOB, ADA, BO.in("VIP")));

        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).singleElement().asString().contains("`VIP` was deleted", "--allow tag-deleted");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aTagDeletedInIntercomIsPutOnAnewWhereThatIsAllowed() {
        world.night(JOB, ADA.in("VIP"), BO);
        world.sandbox().manually().deleteTag("VIP");
        world.letPass(GuardName.TAG_DELETED);

        RunSummary allowed = world.run(exported(JOB, ADA.in("VIP"), BO.in("VIP")));

        assertThat(allowed.exitCode()).isZero();
        assertThat(allowed.details().notes()).anyMatch(note -> note.contains("VIP") && note.contains("allowed by"));
        assertThat(tagsOf("Ada")).containsExactly("vip");
        assertThat(tagsOf("Bo")).containsExactly("vip");
    }

    @Test
    void anOrphanedTagStaysUntilItIsRetired() {
        world.night(JOB, ADA.in("VIP"), BO.in("VIP"));
        world.night(OTHER, BO.in("Gold").at(1));

        RunSummary orphaned = world.night(JOB.withoutTags(), ADA.in("VIP"), BO.in("VIP"));
        world.assertAsModelled();
        assertThat(orphaned.details().notes()).anyMatch(note -> note.contains("retired-tags: [ VIP ]"));

        RunSummary retired = world.night(JOB.retiring("vip"), ADA.in("VIP"), BO.in("VIP"));
        world.assertAsModelled();
        assertThat(tagsOf("Ada")).isEmpty();
        assertThat(tagsOf("Bo")).as("another job's as well").containsExactly("vip");
        assertThat(retired.applied().untag()).isEqualTo(1);
    }

    @Test
    void aRecordThatNamesNobodyHoldsBackEveryRemovalForAbsence() {
        world.night(JOB, ADA.in("VIP"), BO.in("VIP"));

        RunSummary summary = world.night(JOB, ADA.in("VIP"), Visitor.ofNobody());

        world.assertAsModelled();
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(world.spent().writes()).isZero();
        assertThat(summary.details().notes()).anyMatch(note -> note.contains("1 refused record names nobody"));

        world.night(JOB, ADA.in("VIP"));
        world.assertAsModelled();
        assertThat(tagsOf("Bo")).isEmpty();
    }

    private JobSpec exported(JobSpec job, Visitor... records) {
        world.export(job, "visitors.json", records);
        return job;
    }

    private void byHand(String externalId, String... tags) {
        String email = externalId.toLowerCase(Locale.ROOT) + "@example.com";
        String id = world.sandbox()
                .manually()
                .seedContact(ContactSeed.user(externalId).withEmail(email));
        Model.Contact contact = world.model().add(externalId, email);
        for (String tag : tags) {
            world.sandbox().manually().tag(id, tag);
            contact.handTagged(tag);
        }
    }

    private Iterable<String> tagsOf(String externalId) {
        return world.held().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
