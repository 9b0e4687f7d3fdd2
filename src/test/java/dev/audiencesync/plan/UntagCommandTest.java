package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.TagLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code untag: true}: the tag goes, whoever put it on. */
class UntagCommandTest {
    private static final String GONE =
            """
            - action: add-tag-based-on-user-id
              when: { audience: Gone }
              parameters: { name: vip, untag: true, user-id: /id }
            """;
    private static final JobDefinition COMMANDS = Plans.definition(Plans.CREATE + GONE);
    private static final JobDefinition OTHER = Plans.job("other", "stream", Plans.CREATE + Plans.VIP);
    private static final String CALM = "{'id':'ada','email':'ada@x.de','audiences':[]}";
    private static final String VIP = CALM.replace("[]", "['VIP']");
    private static final String GONE_ADA = CALM.replace("[]", "['Gone']");

    private final Nights nights = new Nights(COMMANDS);

    @Test
    void removesTheTagFromPeopleOnWhomNobodyIsKnownToHavePutIt() {
        nights.night(CALM);

        assertThat(nights.night(GONE_ADA)).containsExactly("UNTAG ada vip");
        assertThat(nights.reasons()).containsExactly("removed by `untag: true`: audience Gone");
    }

    @Test
    void endsTheOwnershipOfEveryJob() {
        as(OTHER, VIP);
        assertThat(owners()).containsExactly("other");

        assertThat(as(COMMANDS, GONE_ADA))
                .containsExactly("UPDATE ada {'email':'ada@x.de','external_id':'ada'}", "UNTAG ada vip");
        assertThat(owners()).isEmpty();
    }

    @Test
    void isNotRepeatedForTheSamePerson() {
        nights.night(CALM);
        nights.night(GONE_ADA);

        assertThat(nights.night(GONE_ADA.replace("'email'", "'name':'Ada','email'")))
                .containsExactly("UPDATE ada {'name':'Ada'}");
        nights.night(CALM);
        assertThat(nights.night(GONE_ADA))
                .as("the condition ceased and held again")
                .isEmpty();
    }

    @Test
    void isRepeatedOnceAJobOfThisHomePutTheTagOnAgain() {
        nights.night(GONE_ADA);
        as(OTHER, VIP);

        assertThat(as(COMMANDS, GONE_ADA)).as("the same record as before").containsExactly("UNTAG ada vip");
        assertThat(as(COMMANDS, GONE_ADA)).isEmpty();
    }

    @Test
    void alsoTakesItOffWhomTheJobFoundWithIt() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.holders.put("t1", List.of("i-ada"));
        nights.definition = Plans.definition(Plans.CREATE + Plans.VIP + GONE);
        nights.night(CALM);
        assertThat(nights.night(VIP)).as("found").isEmpty();

        assertThat(nights.night(GONE_ADA)).containsExactly("UNTAG ada VIP");
        nights.intercom.holders.clear();
        assertThat(nights.night(VIP)).as("found no more").containsExactly("TAG ada VIP");
    }

    @Test
    void alsoReachesAnUncoveredStrangerWhoIsFoundInIntercom() {
        nights.definition = Plans.definition(GONE);
        nights.intercom.contacts.add(new IntercomView.Contact("i1", "ada", null));

        assertThat(nights.night("{'id':'ada','audiences':['Gone']}")).containsExactly("UNTAG ada vip");
        assertThat(nights.night("{'id':'bo','audiences':['Gone']}")).isEmpty();
    }

    @Test
    void followsTheWriteThatMayFindThePersonInIntercom() {
        assertThat(nights.plan(GONE_ADA)).hasSize(2).last().isEqualTo("UNTAG ada vip");

        assertThat(nights.ledger.plans().nextOpen(nights.run, phase -> 9))
                .extracting(open -> open.change().kind().name())
                .containsExactly("CREATE");
    }

    @Test
    void anAddOfTheSameTagWhoseConditionHoldsWins() {
        nights.definition = Plans.definition(Plans.CREATE + GONE + Plans.VIP);
        nights.night(CALM);

        assertThat(nights.night(CALM.replace("[]", "['VIP','Gone']"))).containsExactly("TAG ada vip");
        assertThat(nights.night(GONE_ADA)).containsExactly("UNTAG ada vip");
    }

    @Test
    void leavesAloneWhomARefusedRecordIsAbout() {
        nights.night(CALM);

        assertThat(nights.night(GONE_ADA, "{'id':'ada','email':'none'}")).isEmpty();
        assertThat(nights.night(GONE_ADA)).containsExactly("UNTAG ada vip");
    }

    @Test
    void saysNothingOfPeopleWhoAreAbsentFromASnapshot() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + GONE);
        nights.night(CALM, CALM.replace("ada", "bo"));

        assertThat(nights.night(CALM)).isEmpty();
    }

    private List<String> as(JobDefinition job, String record) {
        nights.definition = job;
        return nights.night(record);
    }

    private List<String> owners() {
        return nights
                .ledger
                .tags()
                .ownerships(List.of(nights.ledger
                        .people()
                        .byExternalId(nights.workspace, List.of("ada"))
                        .get(0)
                        .id()))
                .stream()
                .map(TagLedger.Ownership::job)
                .toList();
    }
}
