package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.report.PlanViews;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code adopt-members: true}: who held the tag before the job's first use is a member like any other. */
class AdoptionTest {
    private static final String ADOPTING = Plans.VIP.replace("on-leave }", "on-leave, adopt-members: true }");
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";
    private static final String CY = "{'id':'cy','email':'cy@x.de','audiences':[]}";

    private final Nights nights = new Nights(Plans.definition("snapshot", Plans.CREATE + ADOPTING));

    @BeforeEach
    void adaAndBoHoldTheTag() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.contacts.add(new IntercomView.Contact("i-ada", "ada", "ada@x.de"));
        nights.intercom.contacts.add(new IntercomView.Contact("i-bo", null, "bo@x.de"));
        nights.intercom.holders.put("t1", List.of("i-ada", "i-bo"));
    }

    @Test
    void holdersWhomTheLedgerDidNotKnowBecomeMembersAndLeaversAmongThemAreUntagged() {
        assertThat(nights.night(ADA, CY))
                .contains("CLAIM ada VIP", "UNTAG bo@x.de VIP")
                .noneMatch(change -> change.startsWith("TAG"));
        assertThat(nights.reasons())
                .contains(
                        "adopts: held the tag before this job",
                        "leaves: absent from the snapshot (adopts: held the tag before this job)");

        assertThat(nights.night(ADA.replace("'VIP'", ""), CY)).containsExactly("UNTAG ada VIP");
        assertThat(nights.night(ADA, CY)).as("comes back").containsExactly("TAG ada VIP");
    }

    @Test
    void aStreamAdoptsHoldersOfWhomNoRecordSaysAnything() {
        nights.definition = Plans.definition(Plans.CREATE + ADOPTING);

        assertThat(nights.night(ADA)).contains("CLAIM ada VIP", "CLAIM bo@x.de VIP");
        assertThat(nights.night("{'email':'bo@x.de','audiences':[]}")).contains("UNTAG bo@x.de VIP");
    }

    @Test
    void aHolderWhoseRecordSaysOtherwiseLosesTheTagAtOnce() {
        assertThat(nights.night(ADA.replace("'VIP'", ""), CY)).contains("UNTAG ada VIP");
    }

    @Test
    void withoutItFoundHoldersAreNeverRemoved() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + Plans.VIP);
        nights.night(ADA, CY);

        assertThat(nights.night(ADA.replace("'VIP'", ""), CY)).isEmpty();
        assertThat(nights.night(CY)).isEmpty();
    }

    @Test
    void whoWasFoundLongAgoIsAdoptedWhenTheDefinitionSaysSo() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + Plans.VIP);
        String dan = ADA.replace("ada", "dan");
        nights.night(dan, CY);
        nights.intercom.holders.put("t1", List.of("i-ada", "i-dan"));

        nights.definition = Plans.definition("snapshot", Plans.CREATE + ADOPTING);
        assertThat(nights.night(dan, CY)).as("Bo lost it by hand meanwhile").containsExactly("UNTAG ada VIP");
    }

    @Test
    void adoptedHoldersAreListedInThePlan() {
        nights.plan(ADA, CY, "{'email':'bo@x.de','audiences':['VIP']}");

        assertThat(new PlanViews(nights.template).of(nights.run).orElseThrow().kinds())
                .filteredOn(kind -> kind.kind() == ChangeKind.CLAIM)
                .singleElement()
                .satisfies(claims -> {
                    assertThat(claims.total()).isEqualTo(2);
                    assertThat(claims.examples())
                            .extracting(open -> open.change().tag()
                                    + " " + open.person().identifiers().display()
                                    + " " + open.change().reason())
                            .containsExactlyInAnyOrder(
                                    "VIP ada adopts: held the tag before this job",
                                    "VIP bo@x.de adopts: held the tag before this job");
                });
    }

    @Test
    void theLeavingOfAdoptedHoldersIsGuarded() {
        List<String> holders = IntStream.range(0, 5).mapToObj(i -> "i-" + i).toList();
        holders.forEach(id -> nights.intercom.contacts.add(new IntercomView.Contact(id, "p" + id, null)));
        nights.intercom.holders.put("t1", holders);

        assertThat(nights.plan(CY))
                .filteredOn(change -> change.startsWith("UNTAG"))
                .hasSize(5);
        assertThat(nights.ledger.findings().of(nights.run)).singleElement().satisfies(finding -> assertThat(
                        finding.message())
                .isEqualTo("The tag VIP would lose all of its 5 members. If that is right: `--allow-untags"
                        + " \"VIP=5\"`."));
    }

    @Test
    void aLeadIsNobodyToAdopt() {
        nights.intercom.leads.add("i-bo");

        assertThat(nights.night(ADA, CY)).noneMatch(change -> change.contains("bo"));
    }

    @Test
    void whomAnotherJobTaggedIsNotAdopted() {
        Nights other = nights;
        other.definition = Plans.job("other", "stream", Plans.CREATE + Plans.VIP);
        other.intercom.holders.clear();
        other.night(ADA);
        nights.intercom.holders.put("t1", List.of("i-ada"));
        nights.definition = Plans.definition("snapshot", Plans.CREATE + ADOPTING);

        assertThat(nights.night(CY)).noneMatch(change -> change.contains("ada"));
    }

    @Test
    void aRefusedRecordKeepsAHolderFromLeavingButNotFromBeingAdopted() {
        assertThat(nights.night("{'id':'ada','email':'none'}", "{'email':'bo@x.de','audiences':['VIP']}", CY))
                .contains("CLAIM ada VIP", "CLAIM bo@x.de VIP");
    }
}
