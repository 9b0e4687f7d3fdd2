package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
