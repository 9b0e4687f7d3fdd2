package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateContactTest {
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults()
                .withClock(SettableClock.atSecond(1_800_000_000))
                .withAttribute("plan", AttributeType.STRING)
                .withAttribute("visits", AttributeType.INTEGER)
                .withAttribute("score", AttributeType.FLOAT)
                .withAttribute("paying", AttributeType.BOOLEAN)
                .withAttribute("renewed_at", AttributeType.DATE));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void answersTheWholeContact() {
        Api.Reply reply = api.post(
                "/contacts",
                "{'external_id': 'u1', 'email': 'Ada@x.org', 'name': 'Ada', 'phone': '+1', 'signed_up_at': 1700000000,"
                        + " 'last_seen_at': 1700000001, 'unsubscribed_from_emails': true, 'owner_id': '7',"
                        + " 'avatar': 'https://x.org/a.png', 'custom_attributes': {'plan': 'pro', 'visits': 3}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.id()).matches("[0-9a-f]{24}");
        assertThat(reply.json().path("type").stringValue()).isEqualTo("contact");
        assertThat(reply.json().path("role").stringValue()).isEqualTo("user");
        assertThat(reply.json().path("created_at").longValue()).isEqualTo(1_800_000_000);
        assertThat(reply.json().path("signed_up_at").longValue()).isEqualTo(1_700_000_000);
        assertThat(reply.json().path("unsubscribed_from_emails").booleanValue()).isTrue();
        assertThat(reply.json().path("owner_id").stringValue()).isEqualTo("7");
        assertThat(reply.json().path("avatar").path("image_url").stringValue()).isEqualTo("https://x.org/a.png");
        assertThat(reply.json().path("custom_attributes").path("visits").longValue())
                .isEqualTo(3);
        assertThat(reply.json().path("browser").isNull()).isTrue();
        assertThat(sandbox.contacts()).singleElement().satisfies(contact -> {
            assertThat(contact.externalId()).isEqualTo("u1");
            assertThat(contact.customAttributes()).containsEntry("plan", "pro").containsEntry("visits", 3L);
        });
    }

    @Test
    void needsAnIdentifierAndAUserMore() {
        assertThat(api.post("/contacts", "{'name': 'Ada'}").status()).isEqualTo(400);
        assertThat(api.post("/contacts", "{'role': 'user'}").status()).isEqualTo(400);
        assertThat(api.post("/contacts", "{'role': 'lead'}").status()).isEqualTo(200);
    }

    @Test
    void neverUpdatesButConflictsWithTheIdInTheMessageOnly() {
        String id = api.create("{'external_id': 'u1', 'name': 'Ada'}");

        Api.Reply again = api.post("/contacts", "{'external_id': 'u1', 'name': 'Bo'}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("conflict");
        assertThat(again.message()).isEqualTo("A contact matching those details already exists with id=" + id);
        assertThat(again.json().has("id")).isFalse();
        assertThat(sandbox.contacts())
                .singleElement()
                .extracting(ContactSnapshot::name)
                .isEqualTo("Ada");
    }

    @Test
    void externalIdsAreCaseSensitiveAndEmailsAreNot() {
        api.create("{'external_id': 'u1'}");
        api.create("{'email': 'ada@x.org'}");

        assertThat(api.post("/contacts", "{'external_id': 'U1'}").status()).isEqualTo(200);
        assertThat(api.post("/contacts", "{'email': 'ADA@x.org'}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({"archive", "delete", "block", "merge"})
    void whoIsNotActiveStillConflicts(String end) {
        String id = api.create("{'external_id': 'u1', 'email': 'ada@x.org'}");
        switch (end) {
            case "archive" -> sandbox.manually().archive(id);
            case "delete" -> sandbox.manually().delete(id);
            case "block" -> sandbox.manually().block(id);
            default -> sandbox.manually().merge(id, api.create("{'external_id': 'other'}"));
        }

        for (String body : List.of("{'external_id': 'u1'}", "{'email': 'ada@x.org'}")) {
            Api.Reply reply = api.post("/contacts", body);
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.message())
                    .isEqualTo("An archived contact matching those details already exists with id=" + id);
        }
    }

    @Test
    void anEmailUnderAnotherExternalIdConflictsOrNotAsSet() {
        api.create("{'external_id': 'u1', 'email': 'ada@x.org'}");
        String second = "{'external_id': 'u2', 'email': 'ada@x.org'}";

        assertThat(api.post("/contacts", second).status()).isEqualTo(409);
        sandbox.set(sandbox.settings().withDuplicateEmailCreate(DuplicateEmailCreate.SECOND_CONTACT));
        assertThat(api.post("/contacts", second).status()).isEqualTo(200);
    }

    @Test
    void anEmailWithoutExternalIdOnEitherSideAlwaysConflicts() {
        sandbox.set(sandbox.settings().withDuplicateEmailCreate(DuplicateEmailCreate.SECOND_CONTACT));
        api.create("{'email': 'ada@x.org'}");
        api.create("{'external_id': 'u2', 'email': 'bo@x.org'}");

        assertThat(api.post("/contacts", "{'external_id': 'u1', 'email': 'ada@x.org'}")
                        .status())
                .isEqualTo(409);
        assertThat(api.post("/contacts", "{'email': 'bo@x.org'}").status()).isEqualTo(409);
    }

    @Test
    void aLeadGetsAUuidAndMayBeADuplicate() {
        String body = "{'role': 'lead', 'external_id': 'mine', 'email': 'ada@x.org'}";

        Api.Reply lead = api.post("/contacts", body);

        assertThat(lead.json().path("external_id").stringValue()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(api.post("/contacts", body).status()).isEqualTo(200);
        assertThat(api.post("/contacts", "{'email': 'ada@x.org'}").status()).isEqualTo(200);
    }

    @Test
    void anUndefinedAttributeRefusesTheWholeWrite() {
        Api.Reply reply = api.post("/contacts", "{'external_id': 'u1', 'custom_attributes': {'plan': 'a', 'x': 1}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("parameter_invalid");
        assertThat(reply.message()).isEqualTo("Custom attribute 'x' does not exist");
        assertThat(sandbox.contacts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'custom_attributes': {'plan': 1}",
                "'custom_attributes': {'plan': {'a': 1}}",
                "'custom_attributes': {'visits': '1'}",
                "'custom_attributes': {'visits': 1.5}",
                "'custom_attributes': {'score': 'high'}",
                "'custom_attributes': {'paying': 'true'}",
                "'custom_attributes': {'renewed_at': '2026-01-01'}",
                "'custom_attributes': {'renewed_at': 1800000000000}",
                "'custom_attributes': []",
                "'signed_up_at': '1700000000'",
                "'signed_up_at': 1700000000000",
                "'last_seen_at': 1.5",
                "'unsubscribed_from_emails': 'yes'",
                "'name': 7",
                "'owner_id': 7",
                "'email_verified': true"
            })
    void valuesOfTheWrongTypeAreRefused(String field) {
        Api.Reply reply = api.post("/contacts", "{'external_id': 'u1', " + field + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("parameter_invalid");
        assertThat(sandbox.contacts()).isEmpty();
    }

    @Test
    void stringValuesEndAt255Characters() {
        String body = "{'external_id': '%s', 'custom_attributes': {'plan': '%s'}}";

        assertThat(api.post("/contacts", body.formatted("a", "x".repeat(255))).status())
                .isEqualTo(200);
        assertThat(api.post("/contacts", body.formatted("b", "x".repeat(256))).status())
                .isEqualTo(400);
    }

    @Test
    void ownerIdIsAnIntegerUpTo215() {
        Api old = api.version("2.15");

        assertThat(old.post("/contacts", "{'external_id': 'a', 'owner_id': 7}")
                        .json()
                        .path("owner_id")
                        .longValue())
                .isEqualTo(7);
        assertThat(old.post("/contacts", "{'external_id': 'b', 'owner_id': '7'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ofManyCreatesOfOnePersonAtOnceExactlyOneSucceeds() {
        List<CompletableFuture<Api.Reply>> calls = IntStream.range(0, 128)
                .mapToObj(i -> api.postAsync("/contacts", "{'external_id': 'same', 'name': 'n" + i + "'}"))
                .toList();

        List<Integer> statuses =
                calls.stream().map(call -> call.join().status()).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(127);
        assertThat(sandbox.contacts()).hasSize(1);
        assertThat(sandbox.counts().contactsCreated()).isEqualTo(1);
        assertThat(sandbox.counts().calls(CallKind.CREATE_CONTACT)).isEqualTo(128);
    }
}
