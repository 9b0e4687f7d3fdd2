package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String ADA = "{'id':'ada','email':'ada@x.de','name':'Ada','audiences':['VIP']}";
    private static final String BO = "{'id':'bo','email':'bo@x.de','name':'Bo','audiences':[]}";

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + Plans.VIP));

    @Test
    void aFirstNightCreatesAndTags() {
        assertThat(nights.plan(ADA, BO))
                .containsExactly(
                        "CREATE ada {'email':'ada@x.de','external_id':'ada','name':'Ada'}",
                        "TAG ada VIP",
                        "CREATE bo {'email':'bo@x.de','external_id':'bo','name':'Bo'}");
        assertThat(nights.totals().people()).isEqualTo(2);
        assertThat(nights.totals().unchanged()).isZero();
    }

    @Test
    void theSameNightAgainIsEmptyAndStagesNobody() {
        nights.plan(ADA, BO);
        nights.carryOut();

        assertThat(nights.plan(ADA, BO)).isEmpty();
        assertThat(nights.staged).isZero();
        assertThat(nights.totals().unchanged()).isEqualTo(2);
        assertThat(nights.totals().estimatedCalls()).isZero();
    }

    @Test
    void aPlanThatWasNotCarriedOutIsPlannedAgain() {
        nights.plan(ADA);

        assertThat(nights.plan(ADA)).hasSize(2);
    }

    @Test
    void whatChangedIsUpdatedAndWhoLeftIsUntagged() {
        nights.plan(ADA, BO);
        nights.carryOut();

        assertThat(nights.plan(ADA.replace("'Ada'", "'Ada L.'").replace("'VIP'", "'Fan'"), BO))
                .containsExactly("UPDATE ada {'name':'Ada L.'}", "UNTAG ada VIP");
        nights.carryOut();
        assertThat(nights.plan(ADA)).containsExactly("UPDATE ada {'name':'Ada'}", "TAG ada VIP");
    }

    @Test
    void theEstimateCountsCallsByWhatTheyCarry() {
        String[] records = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> "{'id':'c" + i + "'" + (i <= 110 ? ",'email':'c" + i + "@x.de'" : "") + ",'audiences':["
                        + (i <= 51 ? "'VIP'" : "") + "]}")
                .toArray(String[]::new);

        // Too many for a listing to pay: a sample of 50 is looked for, and the other 60 are to be.
        IntStream.range(0, 1_000)
                .forEach(i -> nights.intercom.contacts.add(new IntercomView.Contact("other" + i, "o" + i, null)));

        assertThat(nights.plan(records)).hasSize(120 + 51);
        assertThat(nights.totals().create()).isEqualTo(120);
        assertThat(nights.totals().tag()).isEqualTo(51);
        assertThat(nights.totals().estimatedCalls()).isEqualTo(120 + 2 + 2);
        assertThat(nights.totals().estimatedMinutes()).isEqualTo(1.24);
        nights.carryOut();

        nights.plan(IntStream.range(0, 60)
                .mapToObj(i -> records[i].replace("'VIP'", "").replace("}", ",'name':'N'}"))
                .toArray(String[]::new));
        assertThat(nights.totals().update()).isEqualTo(60);
        assertThat(nights.totals().untag()).isEqualTo(51);
        assertThat(nights.totals().estimatedCalls()).isEqualTo(60 + 51);
    }

    @Test
    void theNewestRecordOfAPersonIsPlanned() {
        assertThat(nights.plan(
                        timed(ADA, "2026-11-22T10:00:00Z").replace("'Ada'", "'Newest'"),
                        timed(ADA, "2026-11-21T10:00:00Z").replace("'Ada'", "'Older'")))
                .containsExactly("CREATE ada {'email':'ada@x.de','external_id':'ada','name':'Newest'}", "TAG ada VIP");
        assertThat(nights.reading.older()).isEqualTo(1);
        assertThat(nights.totals().people()).isEqualTo(1);
    }

    @Test
    void anOlderRecordThatArrivesALaterNightChangesNothing() {
        nights.plan(timed(ADA, "2026-11-20T10:00:00Z"));
        nights.carryOut();
        nights.plan(timed(ADA, "2026-11-22T10:00:00Z"));
        nights.carryOut();

        assertThat(nights.plan(timed(ADA, "2026-11-21T10:00:00Z").replace("'Ada'", "'Late'")))
                .isEmpty();
        assertThat(nights.reading.older()).isEqualTo(1);
    }

    @Test
    void onlyFieldsThatAreMappedAndDifferFromWhatThisJobLastSentAreSent() {
        nights.night(ADA);
        nights.definition = Plans.job("other", "stream", Plans.CREATE.replace("/name", "/nick"));
        assertThat(nights.night("{'id':'ada','email':'ada@x.de','nick':'Ace','name':'Ada','age':7}"))
                .as("another job has sent nothing yet")
                .containsExactly("UPDATE ada {'email':'ada@x.de','external_id':'ada','name':'Ace'}");

        nights.definition = Plans.definition(Plans.CREATE + Plans.VIP);
        assertThat(nights.night(ADA))
                .as("what the other sent is not this job's")
                .isEmpty();
        assertThat(nights.night(ADA.replace("'Ada'", "'Ace'"))).containsExactly("UPDATE ada {'name':'Ace'}");
    }

    @Test
    void anEditedDefinitionIsNamedAsTheCause() {
        nights.plan(ADA, BO);
        nights.carryOut();
        nights.definition = Plans.definition(Plans.CREATE.replace("/name", "/nick") + Plans.VIP);

        nights.plan(ADA.replace("}", ",'nick':'Ace'}"));

        assertThat(nights.template.queryForList(
                        "select cause from planned_change where run_id = ?", String.class, nights.run))
                .containsExactly("DEFINITION");
    }

    @Test
    void aContainerNobodyCarriesNeitherAddsNorRemovesAndThePlanSaysSo() {
        nights.plan(ADA);
        nights.carryOut();

        assertThat(nights.plan("{'id':'ada','email':'ada@x.de','name':'A'}"))
                .containsExactly("UPDATE ada {'name':'A'}");
        assertThat(nights.ledger.runs().notes(nights.run))
                .singleElement()
                .asString()
                .contains("`audiences`");
    }

    private static String timed(String record, String lastVisit) {
        return record.replace("}", ",'dates':{'Last visit':'" + lastVisit + "'}}");
    }
}
