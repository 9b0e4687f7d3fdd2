package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People whom the ledger does not know and no create action covers. */
class StrangersTest {
    private static final String ADA = "{'email':'ada@x.de','audiences':['VIP']}";

    private final Nights nights = new Nights(
            Plans.definition(
                    """
                    - action: add-tag-based-on-email
                      when: { audience: VIP }
                      parameters: { name: VIP, email: /email, untag: on-leave }
                    """));

    @Test
    void whoIsInIntercomIsTagged() {
        nights.intercom.contacts.add(new IntercomView.Contact("i1", null, "Ada@x.de"));

        assertThat(nights.plan(ADA)).containsExactly("TAG ada@x.de VIP");
        nights.carryOut();
        assertThat(nights.plan(ADA)).isEmpty();
        assertThat(nights.plan(ADA.replace("'VIP'", ""))).containsExactly("UNTAG ada@x.de VIP");
    }

    @Test
    void whoIsNotInIntercomIsUnchangedAndItIsNotedWhenTheyWereLookedFor() {
        assertThat(nights.plan(ADA)).isEmpty();
        assertThat(nights.totals().unchanged()).isEqualTo(1);
        nights.carryOut();

        assertThat(nights.template.queryForObject(
                        "select looked_at from person_job where workspace_id = ?", Instant.class, nights.workspace))
                .isEqualTo(Nights.NOW);
        assertThat(nights.plan(ADA)).isEmpty();
        assertThat(nights.staged).isZero();
    }

    @Test
    void anEmailThatSeveralContactsShareIsNobodysForSure() {
        nights.intercom.contacts.add(new IntercomView.Contact("i1", "a", "ada@x.de"));
        nights.intercom.contacts.add(new IntercomView.Contact("i2", "b", "ada@x.de"));

        assertThat(nights.plan(ADA)).isEmpty();
        assertThat(nights.rejects()).containsExactly("ambiguous_email ada@x.de");
        assertThat(nights.totals().unchanged()).isZero();
    }

    @Test
    void whoWasNotFoundIsNotLookedForAgainBecauseAnAttributeChanged() {
        nights.night(ADA);
        nights.now = Nights.NOW.plus(Duration.ofDays(3));
        nights.night(ADA.replace("'VIP'", "'VIP','Fan'"));
        nights.night(ADA.replace("'VIP'", ""));
        nights.night(ADA);

        assertThat(nights.intercom.emailLookups).hasSize(1);
    }

    @Test
    void whoWasNotFoundIsLookedForAgainAfterSevenDaysWhateverChangedMeanwhile() {
        nights.night(ADA);
        nights.now = Nights.NOW.plus(Duration.ofDays(6));
        nights.night(ADA.replace("'VIP'", "'VIP','Fan'"));
        nights.now = Nights.NOW.plus(Duration.ofDays(7)).plusSeconds(1);
        nights.intercom.contacts.add(new IntercomView.Contact("i1", null, "ada@x.de"));

        assertThat(nights.night(ADA.replace("'VIP'", "'VIP','Fan'"))).containsExactly("TAG ada@x.de VIP");
    }

    @Test
    void whoWasNotFoundIsLookedForAtOnceWhenAnIdentifierChanges() {
        nights.definition = Plans.definition(
                """
                - action: add-tag-based-on-user-id
                  parameters: { name: VIP, user-id: /id }
                - action: add-tag-based-on-email
                  parameters: { name: VIP, email: /email }
                """);
        nights.night("{'id':'ada','email':'ada@x.de'}");
        nights.intercom.contacts.add(new IntercomView.Contact("i1", null, "lovelace@x.de"));

        assertThat(nights.night("{'id':'ada','email':'lovelace@x.de'}")).containsExactly("TAG ada VIP");
    }

    @Test
    void whoWantsNoTagIsNotLookedFor() {
        nights.plan(ADA.replace("'VIP'", ""));

        assertThat(nights.intercom.emailLookups).isEmpty();
    }

    @Test
    void emailsAreLookedForByFifties() {
        nights.plan(IntStream.range(0, 120)
                .mapToObj(i -> "{'email':'p" + i + "@x.de','audiences':['VIP']}")
                .toArray(String[]::new));

        assertThat(nights.intercom.emailLookups).containsExactly(50, 50, 20);
    }
}
