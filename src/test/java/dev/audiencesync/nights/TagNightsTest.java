package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import org.junit.jupiter.api.Test;

/** Who owns a tag, and what is not known about membership. */
class TagNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec OTHER = JobSpec.snapshot("other").tag("vip", "Gold");
    private static final Visitor ADA = Visitor.user("Ada");
    private static final Visitor BO = Visitor.user("Bo");

    @Test
    void aTagOfTwoJobsGoesWhenTheLastLetsGo() {
        world.night(JOB, ADA.in("VIP"), BO.in("VIP"));
        world.night(OTHER, ADA.in("Gold"), BO);
        assertThat(world.spent().tagged()).as("claimed, not put on again").isZero();

        RunSummary first = world.night(JOB, ADA, BO);
        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
        assertThat(first.applied().untag()).isEqualTo(1);

        world.night(OTHER, ADA, BO);
        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void holdersFromBeforeTheFirstUseAreNeverUntagged() {
        byHand("Ada", "ViP");
        world.night(JOB, ADA.in("VIP"), BO.in("VIP"));
        world.assertAsModelled();

        world.night(JOB, ADA, BO);
        world.assertAsModelled();
        assertThat(world.held())
                .filteredOn(contact -> contact.externalId().equals("Ada"))
                .singleElement()
                .satisfies(ada -> assertThat(ada.tags()).containsExactly("vip"));
    }

    @Test
    void aFoundHolderWhomTheJobAlreadyKnowsIsNotTaggedAtAll() {
        world.night(JOB.withoutTags(), ADA, BO);
        world.sandbox().manually().tag(world.idOf("Ada"), "VIP");
        world.model().tagByHand("Ada", "VIP");

        world.night(JOB, ADA.in("VIP"), BO.in("VIP"));

        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(1);
        world.night(JOB, ADA, BO);
        world.assertAsModelled();
    }

    @Test
    void aTagOfAnotherSpellingIsTheSameTag() {
        world.sandbox().manually().seedTag("vip");

        world.night(JOB, ADA.in("VIP"));
        world.night(JOB, ADA);

        world.assertAsModelled();
        assertThat(world.sandbox().tags()).extracting("name").containsExactly("vip");
    }

    @Test
    void whoeverARefusedRecordIsAboutKeepsTheTag() {
        world.night(JOB, ADA.in("VIP"), BO);

        RunSummary summary = world.night(JOB, ADA.thatIsBroken(), BO);

        world.assertAsModelled();
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.records().rejected()).isEqualTo(1);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whatARefusedRecordHeldBackIsDoneOnceItIsGone() {
        world.night(JOB, ADA.in("VIP"), BO);
        world.night(JOB, ADA.thatIsBroken(), ADA, BO);
        world.assertAsModelled();

        world.night(JOB, ADA, BO);

        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void audiencesThatNoRecordCarriesAreUnknownAndNotEmpty() {
        world.night(JOB, ADA.in("VIP"), BO);

        RunSummary summary = world.night(JOB, ADA.withoutAudiences(), BO.withoutAudiences());

        world.assertAsModelled();
        assertThat(world.spent().writes()).isZero();
        assertThat(summary.details().notes()).anyMatch(note -> note.contains("audiences"));
    }

    @Test
    void aRecordWithoutAudiencesIsNoMemberWhereOthersCarryThem() {
        world.night(JOB, ADA.in("VIP"), BO);

        world.night(JOB, ADA.withoutAudiences(), BO);

        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void whatUnknownAudiencesHeldBackIsDoneOnceTheyAreKnown() {
        world.night(JOB, ADA.in("VIP"), BO);
        world.night(JOB, ADA.withoutAudiences(), BO.withoutAudiences());

        world.night(JOB, ADA.withoutAudiences(), BO);

        world.assertAsModelled();
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    private void byHand(String externalId, String tag) {
        String email = externalId.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        String id = world.sandbox()
                .manually()
                .seedContact(ContactSeed.user(externalId).withEmail(email));
        world.sandbox().manually().tag(id, tag);
        world.model().add(externalId, email).handTagged(tag);
    }
}
