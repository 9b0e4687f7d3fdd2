package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Jobs that only tag: by which identifier they find people. */
class TagBasesTest {
    private static final String VIP =
            "- { action: add-tag-based-on-%s, parameters: { name: VIP, %s: /%s, untag: on-leave },"
                    + " when: { audience: VIP } }\n";

    private final Nights byId = nights("id");
    private final Nights byUserId = nights("user-id");
    private final Nights byEmail = nights("email");

    private static Nights nights(String basis) {
        return new Nights(Plans.definition(action(basis)));
    }

    private static String action(String basis) {
        return VIP.formatted(basis, basis, basis);
    }

    @Test
    void anIntercomIdIsLookedUpOnceAndKnownFromThenOn() {
        byId.intercom.contacts.add(new IntercomView.Contact("i1", "ada", "ada@x.de"));

        assertThat(byId.night("{'id':'i1','audiences':['VIP']}")).containsExactly("TAG i1 VIP");
        byId.intercom.contacts.clear();
        assertThat(byId.night("{'id':'i1','audiences':[]}")).containsExactly("UNTAG ada VIP");
        assertThat(byId.ledger.people().byExternalId(byId.workspace, java.util.List.of("ada")))
                .hasSize(1);
    }

    @Test
    void anIntercomIdThatIntercomDoesNotHoldIsUnchanged() {
        assertThat(byId.night("{'id':'i9','audiences':['VIP']}")).isEmpty();
        assertThat(byId.totals().unchanged()).isEqualTo(1);
        assertThat(byId.rejects()).isEmpty();
    }

    @Test
    void anIntercomIdAloneNeverCreates() {
        Nights nights = new Nights(Plans.definition(Plans.CREATE.replace("/id", "/uid") + action("id")));

        assertThat(nights.night("{'id':'i9','name':'Ada','audiences':['VIP']}")).isEmpty();
    }

    @Test
    void aUserIdIsLookedUpOnceAndKnownFromThenOn() {
        byUserId.intercom.contacts.add(new IntercomView.Contact("i1", "ada", null));

        assertThat(byUserId.night("{'user-id':'ada','audiences':['VIP']}")).containsExactly("TAG ada VIP");
        byUserId.intercom.contacts.clear();
        assertThat(byUserId.night("{'user-id':'ada','audiences':[]}")).containsExactly("UNTAG ada VIP");
    }

    @Test
    void anEmailIsTheSingleContactWithIt() {
        byEmail.intercom.contacts.add(new IntercomView.Contact("i1", "ada", "ADA@x.de"));

        assertThat(byEmail.night("{'email':'ada@x.de','audiences':['VIP']}")).containsExactly("TAG ada@x.de VIP");
        byEmail.intercom.contacts.clear();
        assertThat(byEmail.night("{'email':'ada@x.de','audiences':[]}")).containsExactly("UNTAG ada VIP");
    }

    @Test
    void anEmailOfSeveralContactsIsRejectedAndNotTakenForNotInIntercom() {
        byEmail.intercom.contacts.add(new IntercomView.Contact("i1", "a", "ada@x.de"));
        byEmail.intercom.contacts.add(new IntercomView.Contact("i2", null, "ada@x.de"));

        assertThat(byEmail.night("{'email':'ada@x.de','audiences':['VIP']}")).isEmpty();
        assertThat(byEmail.rejects()).containsExactly("ambiguous_email ada@x.de");
        assertThat(byEmail.totals().unchanged()).isZero();

        byEmail.intercom.contacts.remove(0);
        assertThat(byEmail.night("{'email':'ada@x.de','audiences':['VIP']}")).containsExactly("TAG ada@x.de VIP");
    }

    @Test
    void anEmailOfSeveralPersonsOfTheLedgerIsRejected() {
        byEmail.intercom.contacts.add(new IntercomView.Contact("i1", "a", "ada@x.de"));
        byEmail.night("{'email':'ada@x.de','audiences':['VIP']}");
        byEmail.definition = Plans.definition(action("email") + action("id"));
        byEmail.intercom.contacts.add(new IntercomView.Contact("i2", "b", "ada@x.de"));
        byEmail.night("{'id':'i2','audiences':['VIP']}");

        assertThat(byEmail.night("{'email':'ada@x.de','audiences':[]}")).isEmpty();
        assertThat(byEmail.rejects()).containsExactly("ambiguous_email ada@x.de");
    }

    @Test
    void anIntercomIdFindsThePersonOfARecordThatAlsoHasAnUnknownUserId() {
        Nights both = new Nights(Plans.definition(action("id") + action("user-id")));
        both.intercom.contacts.add(new IntercomView.Contact("i1", null, "ada@x.de"));
        both.night("{'id':'i1','audiences':['VIP']}");

        assertThat(both.night("{'id':'i1','user-id':'ada','audiences':[]}")).containsExactly("UNTAG ada VIP");
    }

    @Test
    void anIntercomIdOfAContactWithAnotherUserIdIsSomebodyElse() {
        Nights both = new Nights(Plans.definition(action("id") + action("user-id")));
        both.intercom.contacts.add(new IntercomView.Contact("i1", "bo", null));

        assertThat(both.night("{'id':'i1','user-id':'ada','audiences':['VIP']}"))
                .isEmpty();
    }

    @Test
    void whoIsFoundByEmailIsNeverTakenForSomebodyWithoutUserId() {
        byEmail.intercom.contacts.add(new IntercomView.Contact("i1", "ada", "ada@x.de"));
        byEmail.night("{'email':'ada@x.de','audiences':['VIP']}");
        byEmail.definition = Plans.definition(Plans.CREATE + action("email"));

        assertThat(byEmail.plan("{'id':'bo','email':'ada@x.de','audiences':[]}"))
                .first()
                .asString()
                .startsWith("CREATE bo");
    }
}
