package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who is absent from a whole snapshot. */
class SnapshotTest {
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";
    private static final String BO = "{'id':'bo','email':'bo@x.de','audiences':['VIP']}";
    private static final String CY = "{'email':'cy@x.de','audiences':['VIP']}";

    private final Nights nights = new Nights(Plans.definition(
            "snapshot",
            Plans.CREATE + Plans.VIP + "- { action: add-tag-based-on-user-id, parameters: { name: Reader } }"));

    @Test
    void whoIsAbsentLosesTheTagsThatLeaveAndNothingElse() {
        nights.plan(ADA, BO);
        nights.carryOut();

        assertThat(nights.plan(ADA)).containsExactly("UNTAG bo VIP");
        assertThat(nights.totals().people()).isEqualTo(1);
        assertThat(nights.totals().unchanged()).isEqualTo(1);
        nights.carryOut();
        assertThat(nights.plan(ADA)).isEmpty();
    }

    @Test
    void whoComesBackIsTaggedAgain() {
        nights.plan(ADA, BO);
        nights.carryOut();
        nights.plan(ADA);
        nights.carryOut();

        assertThat(nights.plan(ADA, BO)).containsExactly("TAG bo VIP");
    }

    @Test
    void whoARefusedRecordWasAboutIsPresentByAnyIdentifier() {
        nights.plan(ADA, BO, CY);
        nights.carryOut();

        assertThat(nights.plan(ADA, "{'id':['broken'],'email':'BO@x.de'}", "{'email':'cy@x.de','audiences':7}"))
                .isEmpty();
        assertThat(nights.reading.rejected()).isEqualTo(2);
    }

    @Test
    void whoIsOnlyAmbiguouslyThereKeepsEverything() {
        nights.plan(ADA, BO.replace("bo@x.de", "ada@x.de"));
        nights.carryOut();

        assertThat(nights.plan(BO.replace("'bo'", "'dan'"), "{'email':'ada@x.de','audiences':[]}"))
                .noneMatch(change -> change.startsWith("UNTAG"));
        assertThat(nights.rejects()).containsExactly("ambiguous_email ada@x.de");
    }

    @Test
    void whoIsThereUnderTheEmailAloneIsPresent() {
        nights.plan(ADA, BO);
        nights.carryOut();

        assertThat(nights.plan("{'email':'ada@x.de','audiences':['VIP']}", BO)).isEmpty();
    }

    @Test
    void whoGainedAnExternalIdHasNotLeft() {
        nights.plan(CY);
        nights.carryOut();

        assertThat(nights.plan("{'id':'cy','email':'cy@x.de','audiences':['VIP']}"))
                .containsExactly("UPDATE cy {'external_id':'cy'}");
    }
}
