package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom records without an external id are about, and who takes over whom. */
class EmailOnlyTest {
    private static final String ADA = "{'id':'ada','email':'ada@x.de','name':'Ada'}";
    private static final String ADA_BY_EMAIL = "{'email':'ADA@x.de','name':'By e-mail'}";

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE));

    @Test
    void anEmailAloneIsThePersonOfTheExportWithThatEmail() {
        assertThat(nights.plan(ADA, ADA_BY_EMAIL))
                .containsExactly("CREATE ada {'email':'ADA@x.de','external_id':'ada','name':'By e-mail'}");
        assertThat(nights.totals().people()).isEqualTo(1);
    }

    @Test
    void ofTheTwoTheLaterWins() {
        assertThat(nights.plan(ADA_BY_EMAIL, ADA))
                .containsExactly("CREATE ada {'email':'ada@x.de','external_id':'ada','name':'Ada'}");
        assertThat(nights.totals().people()).isEqualTo(1);
    }

    @Test
    void anEmailAloneIsThePersonOfTheLedgerWithThatEmail() {
        nights.plan(ADA);
        nights.carryOut();

        assertThat(nights.plan("{'email':'ada@x.de','name':'Ada L.'}")).containsExactly("UPDATE ada {'name':'Ada L.'}");
        assertThat(nights.totals().people()).isEqualTo(1);
        nights.carryOut();
        assertThat(nights.plan("{'email':'ada@x.de','name':'Ada L.'}")).isEmpty();
    }

    @Test
    void aNewExternalIdTakesOverWhoWasKnownByTheEmail() {
        nights.plan(ADA_BY_EMAIL);
        nights.carryOut();

        assertThat(nights.plan(ADA)).containsExactly("UPDATE ada {'external_id':'ada','name':'Ada'}");
        nights.carryOut();

        assertThat(nights.plan(ADA)).isEmpty();
        assertThat(nights.ledger.people().byEmail(nights.workspace, java.util.List.of("ada@x.de")))
                .singleElement()
                .satisfies(
                        person -> assertThat(person.identifiers().externalId()).isEqualTo("ada"));
        assertThat(nights.template.queryForObject(
                        "select count(*) from person_job where workspace_id = ?", Integer.class, nights.workspace))
                .isEqualTo(1);
    }

    @Test
    void thePersonIsTakenOverOnce() {
        nights.plan(ADA_BY_EMAIL);
        nights.carryOut();

        assertThat(nights.plan(ADA, "{'id':'other','email':'ada@x.de','name':'Other'}"))
                .extracting(change -> change.substring(0, change.indexOf(" {")))
                .containsExactly("UPDATE ada", "CREATE other");
    }

    @Test
    void anExternalIdThatIsKnownTakesNobodyOver() {
        nights.night("{'id':'ada','email':'old@x.de'}", "{'email':'ada@x.de'}");

        assertThat(nights.night("{'id':'ada','email':'ada@x.de'}")).containsExactly("UPDATE ada {'email':'ada@x.de'}");
        assertThat(nights.template.queryForObject(
                        "select count(*) from person_job where workspace_id = ?", Integer.class, nights.workspace))
                .as("two persons still")
                .isEqualTo(2);
    }

    @Test
    void anEmailThatSeveralOfTheLedgerShareIsAmbiguous() {
        nights.night(ADA, "{'id':'bo','email':'ada@x.de','name':'Bo'}");

        assertThat(nights.plan(ADA_BY_EMAIL)).isEmpty();
        assertThat(nights.rejects()).containsExactly("ambiguous_email ADA@x.de");
    }

    @Test
    void anEmailThatSeveralOfTheExportShareIsAmbiguous() {
        assertThat(nights.plan(ADA, "{'id':'bo','email':'ada@x.de','name':'Bo'}", ADA_BY_EMAIL))
                .hasSize(2)
                .noneMatch(change -> change.contains("By e-mail"));
        assertThat(nights.rejects()).containsExactly("ambiguous_email ADA@x.de");
        assertThat(nights.totals().unchanged()).isZero();
    }

    @Test
    void anEmailOfTheExportAndOneOfTheLedgerAreTwoPersons() {
        nights.plan("{'id':'bo','email':'ada@x.de'}");
        nights.carryOut();

        nights.plan(ADA, ADA_BY_EMAIL);

        assertThat(nights.rejects()).containsExactly("ambiguous_email ADA@x.de");
    }

    @Test
    void whoChangedTheEmailIsNotMeantByTheOldOne() {
        nights.plan(ADA);
        nights.carryOut();

        assertThat(nights.plan("{'id':'ada','email':'new@x.de','name':'Ada'}", "{'email':'ada@x.de','name':'Heir'}"))
                .containsExactly(
                        "UPDATE ada {'email':'new@x.de'}", "CREATE ada@x.de {'email':'ada@x.de','name':'Heir'}");
    }

    @Test
    void anIntercomIdAloneNeverCreates() {
        Nights byId = new Nights(Plans.definition(Plans.CREATE
                + "- { action: add-tag-based-on-id, parameters: { name: VIP, id: /iid, untag: on-leave } }"));
        byId.intercom.contacts.add(new IntercomView.Contact("i7", null, null));

        assertThat(byId.plan("{'iid':'i7','name':'N'}", "{'iid':'i8','name':'N'}"))
                .containsExactly("UPDATE i7 {'name':'N'}", "TAG i7 VIP");
    }

    @Test
    void anIntercomIdAloneIsTheLedgersPerson() {
        Nights byId = new Nights(Plans.definition(Plans.CREATE
                + "- { action: add-tag-based-on-id, parameters: { name: VIP, id: /iid, untag: on-leave } }"));
        byId.plan(ADA);
        byId.carryOut();

        assertThat(byId.plan("{'iid':'i-ada','name':'Ada'}")).isEmpty();
        assertThat(byId.totals().people()).isEqualTo(1);
    }
}
