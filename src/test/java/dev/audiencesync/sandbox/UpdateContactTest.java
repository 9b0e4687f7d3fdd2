package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateContactTest {
    private final SettableClock clock = SettableClock.atSecond(1_800_000_000);
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withAttribute("plan", AttributeType.STRING));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void isPartial() {
        String id =
                api.create("{'external_id': 'u1', 'name': 'Ada', 'phone': '+1', 'custom_attributes': {'plan': 'a'}}");
        clock.set(1_800_000_060);

        Api.Reply reply = api.put("/contacts/" + id, "{'name': 'Bo'}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("name").stringValue()).isEqualTo("Bo");
        assertThat(reply.json().path("phone").stringValue()).isEqualTo("+1");
        assertThat(reply.json().path("custom_attributes").path("plan").stringValue())
                .isEqualTo("a");
        assertThat(reply.json().path("updated_at").longValue()).isEqualTo(1_800_000_060);
        assertThat(reply.json().path("created_at").longValue()).isEqualTo(1_800_000_000);
    }

    @Test
    void onlyTrueChangesCountAsUpdates() {
        String id = api.create("{'external_id': 'u1', 'name': 'Ada'}");

        api.put("/contacts/" + id, "{'name': 'Ada'}");
        api.put("/contacts/" + id, "{'name': 'Bo'}");

        assertThat(sandbox.counts().calls(CallKind.UPDATE_CONTACT)).isEqualTo(2);
        assertThat(sandbox.counts().contactsUpdated()).isEqualTo(1);
    }

    @Test
    void clearingLeavesAnEmptyEmailNullNamesAndTheKeyOfAnAttribute() {
        String id = api.create("{'external_id': 'u1', 'email': 'a@x.org', 'name': 'Ada', 'phone': '+1',"
                + " 'custom_attributes': {'plan': 'a'}}");

        var json = api.put(
                        "/contacts/" + id,
                        "{'email': null, 'name': null, 'phone': null, 'custom_attributes': {'plan': null}}")
                .json();

        assertThat(json.path("email").stringValue()).isEmpty();
        assertThat(json.path("name").isNull()).isTrue();
        assertThat(json.path("phone").isNull()).isTrue();
        assertThat(json.path("custom_attributes").has("plan")).isTrue();
        assertThat(json.path("custom_attributes").path("plan").isNull()).isTrue();
        assertThat(api.post("/contacts", "{'email': 'a@x.org'}").status()).isEqualTo(200);
    }

    @Test
    void externalIdNullIsIgnored() {
        String id = api.create("{'external_id': 'u1'}");

        assertThat(api.put("/contacts/" + id, "{'external_id': null}")
                        .json()
                        .path("external_id")
                        .stringValue())
                .isEqualTo("u1");
    }

    @Test
    void anEmailWithoutExternalIdCanBeLinked() {
        String id = api.create("{'email': 'a@x.org'}");

        assertThat(api.put("/contacts/" + id, "{'external_id': 'u1'}").status()).isEqualTo(200);
        assertThat(api.get("/contacts/find_by_external_id/u1").id()).isEqualTo(id);
    }

    @Test
    void aUserCannotBecomeALeadAndOtherRolesAreUser() {
        String id = api.create("{'external_id': 'u1'}");

        Api.Reply reply = api.put("/contacts/" + id, "{'role': 'lead'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("client_error");
        assertThat(reply.message()).isEqualTo("Contact with user role can't be converted to a lead");
        assertThat(api.put("/contacts/" + id, "{'role': 'vip'}")
                        .json()
                        .path("role")
                        .stringValue())
                .isEqualTo("user");
    }

    @Test
    void aLeadBecomesAUserWithAnExternalIdInOneCall() {
        String id = api.create("{'role': 'lead', 'email': 'a@x.org'}");
        assertThat(api.put("/contacts/" + id, "{'external_id': 'u1'}")
                        .json()
                        .path("external_id")
                        .stringValue())
                .isNotEqualTo("u1");

        var json = api.put("/contacts/" + id, "{'role': 'user', 'external_id': 'u1'}")
                .json();

        assertThat(json.path("role").stringValue()).isEqualTo("user");
        assertThat(json.path("external_id").stringValue()).isEqualTo("u1");
    }

    @Test
    void theEmailOfAnotherPersonMayBeTakenSoThatBothHoldIt() {
        api.create("{'external_id': 'u1', 'email': 'a@x.org'}");
        String id = api.create("{'external_id': 'u2', 'email': 'b@x.org'}");

        assertThat(api.put("/contacts/" + id, "{'email': 'a@x.org'}").status()).isEqualTo(200);
        assertThat(api.search("{'field': 'email', 'operator': '=', 'value': 'A@x.org'}")
                        .json()
                        .path("total_count")
                        .intValue())
                .isEqualTo(2);
    }

    /** Without two different external ids the e-mail is all that tells people apart. */
    @Test
    void theEmailOfSomebodyKnownByItAloneIsRefused() {
        String holder = api.create("{'email': 'a@x.org'}");
        String id = api.create("{'external_id': 'u2', 'email': 'b@x.org'}");

        Api.Reply refused = api.put("/contacts/" + id, "{'email': 'A@x.org'}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).endsWith("id=" + holder);
    }

    @Test
    void theExternalIdOfAnActiveUserIsRefusedAndOfAnArchivedOneTaken() {
        String holder = api.create("{'external_id': 'u1'}");
        String id = api.create("{'external_id': 'u2'}");
        Api.Reply refused = api.put("/contacts/" + id, "{'external_id': 'u1'}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).endsWith("id=" + holder);

        api.post("/contacts/" + holder + "/archive", null);

        assertThat(api.put("/contacts/" + id, "{'external_id': 'u1'}").status()).isEqualTo(200);
        assertThat(api.get("/contacts/find_by_external_id/u1").id()).isEqualTo(id);
    }

    @Test
    void aRefusedUpdateChangesNothing() {
        String id = api.create("{'external_id': 'u1', 'name': 'Ada'}");

        assertThat(api.put("/contacts/" + id, "{'name': 'Bo', 'custom_attributes': {'x': 1}}")
                        .message())
                .isEqualTo("Custom attribute 'x' does not exist");
        assertThat(sandbox.contacts())
                .singleElement()
                .extracting(ContactSnapshot::name)
                .isEqualTo("Ada");
    }

    @Test
    void seedsMayShareAnEmailButNoExternalId() {
        sandbox.manually().seedContact(ContactSeed.user("u1").withEmail("a@x.org"));
        sandbox.manually().seedContact(ContactSeed.user("u2").withEmail("a@x.org"));

        assertThat(sandbox.contacts()).hasSize(2);
        assertThatThrownBy(() -> sandbox.manually().seedContact(ContactSeed.user("u1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("u1");
    }

    @Test
    void anUnknownContactIs404() {
        Api.Reply reply = api.put("/contacts/0123456789abcdef01234567", "{'name': 'x'}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.message()).isEqualTo("User Not Found");
    }

    @Test
    void emailVerifiedNeedsAnEmailFrom216On() {
        String id = api.create("{'external_id': 'u1'}");

        assertThat(api.put("/contacts/" + id, "{'email_verified': true}").status())
                .isEqualTo(400);
        assertThat(api.put("/contacts/" + id, "{'email_verified': true, 'email': 'a@x.org'}")
                        .status())
                .isEqualTo(200);
        assertThat(api.version("2.15")
                        .put("/contacts/" + id, "{'email_verified': true}")
                        .status())
                .isEqualTo(200);
    }
}
