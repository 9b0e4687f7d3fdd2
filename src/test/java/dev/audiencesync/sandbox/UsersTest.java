package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Users API, 1.0 to 1.4, over the same workspace as the contacts of 2.x. */
class UsersTest {
    private final SettableClock clock = SettableClock.atSecond(1_780_000_000);
    private Sandbox sandbox;
    private Api users;
    private Api contacts;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
        contacts = new Api(sandbox);
        users = contacts.version("1.4");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String upsert(String body) {
        Api.Reply reply = users.post("/users", body);
        assertThat(reply.status()).as(() -> reply.json().toString()).isEqualTo(200);
        return reply.id();
    }

    private static List<String> ids(Api.Reply reply) {
        return StreamSupport.stream(reply.json().path("users").spliterator(), false)
                .map(user -> user.path("id").stringValue())
                .toList();
    }

    private ContactSnapshot contact(String id) {
        return sandbox.contacts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUpsertTakesAllFieldsAndThe2xApiShowsThem() {
        String ada = upsert("{'user_id': 'ada', 'email': 'Ada@X.org', 'name': 'Ada', 'phone': '1', 'signed_up_at': 5,"
                + " 'last_request_at': 7, 'last_seen_ip': '1.2.3.4', 'last_seen_user_agent': 'Mozilla',"
                + " 'new_session': true, 'unsubscribed_from_emails': true,"
                + " 'avatar': {'type': 'avatar', 'image_url': 'https://x.org/a.png'}}");

        var user = users.get("/users/" + ada).json();
        assertThat(user.path("type").stringValue()).isEqualTo("user");
        assertThat(user.path("user_id").stringValue()).isEqualTo("ada");
        assertThat(user.path("email").stringValue()).isEqualTo("ada@x.org");
        assertThat(user.path("last_request_at").longValue()).isEqualTo(7);
        assertThat(user.path("last_seen_ip").stringValue()).isEqualTo("1.2.3.4");
        assertThat(user.path("user_agent_data").stringValue()).isEqualTo("Mozilla");
        assertThat(user.path("session_count").longValue()).isEqualTo(1);
        var contact = contacts.get("/contacts/" + ada).json();
        assertThat(contact.path("external_id").stringValue()).isEqualTo("ada");
        assertThat(contact.path("last_seen_at").longValue()).isEqualTo(7);
        assertThat(contact.path("signed_up_at").longValue()).isEqualTo(5);
        assertThat(contact.path("unsubscribed_from_emails").booleanValue()).isTrue();
        assertThat(contact.path("avatar").path("image_url").stringValue()).isEqualTo("https://x.org/a.png");
        assertThat(contact(ada).sessions()).isEqualTo(1);
    }

    @Test
    void anUpsertLeavesAbsentFieldsAlone() {
        String ada = upsert("{'user_id': 'ada', 'name': 'Ada', 'last_seen_ip': '1.2.3.4', 'new_session': true}");

        assertThat(upsert("{'user_id': 'ada', 'phone': '1'}")).isEqualTo(ada);

        assertThat(contact(ada)).satisfies(held -> {
            assertThat(held.name()).isEqualTo("Ada");
            assertThat(held.phone()).isEqualTo("1");
            assertThat(held.lastSeenIp()).isEqualTo("1.2.3.4");
            assertThat(held.sessions()).isEqualTo(1);
        });
        assertThat(sandbox.counts().contactsCreated()).isEqualTo(1);
        assertThat(sandbox.counts().contactsUpdated()).isEqualTo(1);
        assertThat(sandbox.counts().calls(CallKind.UPSERT_USER)).isEqualTo(2);
    }

    @Test
    void updateLastRequestAtIsNow() {
        String ada = upsert("{'user_id': 'ada', 'last_request_at': 7, 'update_last_request_at': true}");

        assertThat(contact(ada).lastSeenAt()).isEqualTo(clock.instant().getEpochSecond());
        upsert("{'user_id': 'ada', 'last_request_at': 8, 'update_last_request_at': false, 'new_session': false}");
        assertThat(contact(ada).lastSeenAt()).isEqualTo(8);
        assertThat(contact(ada).sessions()).isZero();
    }

    @Test
    void anIdIsMatchedFirstThenAUserIdThenAnEmail() {
        String ada = upsert("{'user_id': 'ada', 'email': 'a@x.org'}");
        String bo = upsert("{'user_id': 'bo', 'email': 'b@x.org'}");

        assertThat(upsert("{'id': '" + ada + "', 'user_id': 'ada2', 'email': 'b@x.org'}"))
                .isEqualTo(ada);
        assertThat(contact(ada).externalId()).isEqualTo("ada2");
        assertThat(contact(ada).email()).isEqualTo("b@x.org");
        assertThat(upsert("{'user_id': 'bo', 'email': 'a@x.org'}")).isEqualTo(bo);
        assertThat(contact(bo).email()).isEqualTo("a@x.org");
        assertThat(upsert("{'email': 'A@x.org', 'name': 'Bo'}")).isEqualTo(bo);
        assertThat(sandbox.contacts()).hasSize(2);
    }

    @Test
    void anEmailWithoutAUserIdIsLinkedAndOneOfAnotherUserIdIsSomebodyElse() {
        String known = upsert("{'email': 'a@x.org'}");

        assertThat(upsert("{'user_id': 'ada', 'email': 'a@x.org'}")).isEqualTo(known);
        String other = upsert("{'user_id': 'anna', 'email': 'a@x.org'}");

        assertThat(other).isNotEqualTo(known);
        assertThat(contact(known).externalId()).isEqualTo("ada");
        assertThat(contact(other).externalId()).isEqualTo("anna");
    }

    @Test
    void anEmailOfSeveralUsersNamesNobody() {
        upsert("{'user_id': 'ada', 'email': 'a@x.org'}");
        upsert("{'user_id': 'anna', 'email': 'a@x.org'}");

        Api.Reply reply = users.post("/users", "{'email': 'a@x.org', 'name': 'Ada'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("conflict");
        assertThat(reply.message()).contains("must be more specific using user_id");
        assertThat(users.post("/tags", "{'name': 'VIP', 'users': [{'email': 'a@x.org'}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aUserIdThatAnotherUserHasIsRefused() {
        String ada = upsert("{'user_id': 'ada'}");
        String bo = upsert("{'email': 'b@x.org'}");

        Api.Reply reply = users.post("/users", "{'id': '" + bo + "', 'user_id': 'ada'}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.message()).contains(ada);
        assertThat(contact(bo).externalId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"archive", "delete", "block"})
    void whoeverIsNotActiveIsNotFoundAndNotResurrected(String what) {
        String ada = upsert("{'user_id': 'ada', 'email': 'a@x.org'}");
        Map<String, Runnable> deeds = Map.of(
                "archive", () -> sandbox.manually().archive(ada),
                "delete", () -> sandbox.manually().delete(ada),
                "block", () -> sandbox.manually().block(ada));
        deeds.get(what).run();

        assertThat(users.get("/users/" + ada).status()).isEqualTo(404);
        assertThat(users.get("/users?user_id=ada").status()).isEqualTo(404);
        assertThat(ids(users.get("/users?email=a%40x.org"))).isEmpty();
        assertThat(users.post("/users", "{'id': '" + ada + "', 'email': 'a@x.org'}")
                        .message())
                .isEqualTo("User Not Found");
        assertThat(users.post("/users", "{'user_id': 'ada'}").message())
                .isEqualTo("An archived contact matching those details already exists with id=" + ada);
        assertThat(users.post("/users", "{'email': 'a@x.org'}").status()).isEqualTo(409);
        assertThat(users.post("/tags", "{'name': 'VIP', 'users': [{'user_id': 'ada'}]}")
                        .status())
                .isEqualTo(404);
        assertThat(contact(ada).active()).isFalse();
    }

    @Test
    void anUnknownCustomAttributeIsDefinedByItsFirstValue() {
        String ada = upsert("{'user_id': 'ada', 'custom_attributes': {'plan': 'free', 'visits': 3, 'vip': true,"
                + " 'bought_at': 1700000000, 'nothing': null}}");

        assertThat(contact(ada).customAttributes())
                .containsOnly(
                        Map.entry("plan", "free"),
                        Map.entry("visits", 3L),
                        Map.entry("vip", true),
                        Map.entry("bought_at", 1_700_000_000L));
        upsert("{'user_id': 'ada', 'custom_attributes': {'visits': 4.5, 'plan': null}}");
        assertThat(contact(ada).customAttributes()).containsEntry("visits", 4.5).containsEntry("plan", null);
        assertThat(StreamSupport.stream(
                                contacts.get("/data_attributes")
                                        .json()
                                        .path("data")
                                        .spliterator(),
                                false)
                        .filter(attribute -> attribute.path("custom").booleanValue())
                        .map(attribute -> attribute.path("id").longValue() + " "
                                + attribute.path("name").stringValue() + " "
                                + attribute.path("data_type").stringValue()))
                .containsExactlyInAnyOrder("1 plan string", "2 visits float", "3 vip boolean", "4 bought_at date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 'nobody'}",
                "{'user_id': 'x', 'custom_attributes': {'a.b': 1}}",
                "{'user_id': 'x', 'custom_attributes': {'nested': {'a': 1}}}",
                "{'user_id': 'x', 'custom_attributes': {'list': [1]}}",
                "{'user_id': 'x', 'custom_attributes': 'plan'}",
                "{'user_id': 'x', 'last_request_at': '2026-11-20'}",
                "{'user_id': 'x', 'signed_up_at': 1700000000000}",
                "{'user_id': 'x', 'new_session': 'yes'}",
                "{'user_id': 'x', 'avatar': 'https://x.org/a.png'}",
                "{'user_id': 7}"
            })
    void whatIsNotOfItsTypeRefusesTheWholeUpsert(String body) {
        Api.Reply reply = users.post("/users", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("parameter_invalid");
        assertThat(sandbox.contacts()).isEmpty();
    }

    @Test
    void aUserIsFoundByIdUserIdAndEmail() {
        String ada = upsert("{'user_id': 'a/b', 'email': 'a+b@x.org'}");
        String anna = upsert("{'user_id': 'anna', 'email': 'a+b@x.org'}");

        assertThat(users.get("/users/" + ada).id()).isEqualTo(ada);
        assertThat(users.get("/users?user_id=a%2Fb").id()).isEqualTo(ada);
        assertThat(users.get("/users?user_id=A%2FB").message()).isEqualTo("User Not Found");
        assertThat(ids(users.get("/users?email=A%2Bb%40x.org"))).containsExactlyInAnyOrder(ada, anna);
        assertThat(ids(users.get("/users?email=nobody%40x.org"))).isEmpty();
        assertThat(users.version("1.0").get("/users?email=a%2Bb%40x.org").code())
                .isEqualTo("conflict");
        assertThat(users.version("1.0").get("/users?email=nobody%40x.org").status())
                .isEqualTo(404);
    }

    @Test
    void leadsAreNoUsers() {
        String lead = contacts.create("{'role': 'lead', 'email': 'a@x.org'}");

        assertThat(users.get("/users/" + lead).status()).isEqualTo(404);
        assertThat(ids(users.get("/users?email=a%40x.org"))).isEmpty();
        assertThat(ids(users.get("/users"))).isEmpty();
        assertThat(upsert("{'email': 'a@x.org'}")).isNotEqualTo(lead);
    }

    @Test
    void listsGoByPageNewestFirstUnlessAskedOtherwise() {
        String one = upsert("{'user_id': '1'}");
        String two = upsert("{'user_id': '2'}");
        String three = upsert("{'user_id': '3'}");

        Api.Reply first = users.get("/users?per_page=2");
        assertThat(ids(first)).containsExactly(three, two);
        assertThat(first.json().path("pages").path("next").stringValue()).endsWith("/users?per_page=2&page=2");
        assertThat(first.json().path("total_count").intValue()).isEqualTo(3);
        Api.Reply last = users.get("/users?per_page=2&page=2");
        assertThat(ids(last)).containsExactly(one);
        assertThat(last.json().path("pages").path("next").isNull()).isTrue();
        assertThat(ids(users.get("/users?order=asc"))).containsExactly(one, two, three);
        assertThat(users.get("/users?per_page=61").status()).isEqualTo(400);
        assertThat(users.get("/users?per_page=50&page=201").message())
                .isEqualTo("page limit reached, please use scroll API");
    }

    @Test
    void aTagsHoldersAreListedLeadsToo() {
        String ada = upsert("{'user_id': 'ada'}");
        String lead = contacts.create("{'role': 'lead'}");
        upsert("{'user_id': 'bo'}");
        sandbox.manually().tag(ada, "VIP");
        sandbox.manually().tag(lead, "VIP");
        String tag = sandbox.tags().get(0).id();

        Api.Reply holders = users.get("/users?tag_id=" + tag + "&order=asc");

        assertThat(ids(holders)).containsExactly(ada, lead);
        assertThat(holders.json()
                        .path("users")
                        .path(0)
                        .path("tags")
                        .path("tags")
                        .path(0)
                        .path("name")
                        .stringValue())
                .isEqualTo("VIP");
        assertThat(holders.json().path("users").path(1).path("type").stringValue())
                .isEqualTo("contact");
        assertThat(users.get("/users?tag_id=99").status()).isEqualTo(404);
    }

    @Test
    void aScrollGivesEverybodyOutOnceAndIsTheOnlyOne() {
        for (int i = 0; i < 101; i++) {
            sandbox.manually().seedContact(ContactSeed.user("u" + i));
        }

        Api.Reply first = users.get("/users/scroll");
        assertThat(ids(first)).hasSize(100);
        assertThat(users.get("/users/scroll").code()).isEqualTo("scroll_exists");
        String next = "/users/scroll?scroll_param="
                + first.json().path("scroll_param").stringValue();
        assertThat(ids(users.get(next))).hasSize(1);
        assertThat(ids(users.get(next))).isEmpty();
        assertThat(users.get(next).status()).isEqualTo(404);

        users.get("/users/scroll");
        clock.advance(Duration.ofSeconds(61));
        assertThat(users.get("/users/scroll").status()).isEqualTo(200);
    }

    @Test
    void usersAreTaggedAndUntaggedByAnyIdentifierInOneCall() {
        String ada = upsert("{'user_id': 'ada'}");
        String bo = upsert("{'user_id': 'bo'}");
        String cy = upsert("{'email': 'cy@x.org'}");
        String di = upsert("{'user_id': 'di'}");
        sandbox.manually().tag(di, "VIP");

        Api.Reply reply = users.post(
                "/tags",
                "{'name': 'vip', 'users': [{'id': '" + ada
                        + "'}, {'user_id': 'bo'}, {'email': 'CY@x.org'}, {'user_id': 'di', 'untag': true}]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().toString())
                .isEqualTo("{\"type\":\"tag\",\"id\":\"" + reply.id() + "\",\"name\":\"VIP\"}");
        for (String tagged : List.of(ada, bo, cy)) {
            assertThat(contact(tagged).tagNames()).containsExactly("VIP");
        }
        assertThat(contact(di).tagNames()).isEmpty();
        assertThat(sandbox.counts().tagged()).isEqualTo(3);
        assertThat(sandbox.counts().untagged()).isEqualTo(1);
        assertThat(sandbox.counts().calls(CallKind.TAG_BULK)).isEqualTo(1);
        assertThat(users.get("/tags").json().path("tags").path(0).path("name").stringValue())
                .isEqualTo("VIP");
    }

    @Test
    void oneUnknownUserFailsTheWholeTagCall() {
        String ada = upsert("{'user_id': 'ada'}");

        Api.Reply reply = users.post("/tags", "{'name': 'VIP', 'users': [{'id': '" + ada + "'}, {'user_id': 'bo'}]}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.message()).isEqualTo("User Not Found");
        assertThat(contact(ada).tagNames()).isEmpty();
        assertThat(sandbox.tags()).isEmpty();
        assertThat(users.post("/tags", "{'name': 'VIP', 'users': [{}]}").status())
                .isEqualTo(400);
        assertThat(users.post(
                                "/tags",
                                "{'name': 'VIP', 'users': [" + "{'user_id': 'ada'},".repeat(50)
                                        + "{'user_id': 'ada'}]}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4, POST, /contacts",
        "1.4, POST, /contacts/search",
        "1.4, GET, /contacts/abc",
        "1.4, GET, /data_attributes",
        "2.16, POST, /users",
        "2.10, GET, /users",
        "2.16, GET, /users/scroll",
    })
    void theOtherApisCallsAreNotThere(String version, String method, String path) {
        Api api = users.version(version);

        Api.Reply reply = method.equals("GET") ? api.get(path) : api.post(path, "{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("intercom_version_invalid");
        assertThat(reply.message()).isEqualTo("Requested resource is not available in current API version");
    }

    @ParameterizedTest
    @CsvSource({"1.0", "1.1", "1.2", "1.3", "1.4"})
    void everyVersionOfItTellsTheWorkspace(String version) {
        Api.Reply me = users.version(version).get("/me");

        assertThat(me.header("Intercom-Version")).isEqualTo(version);
        assertThat(me.json().path("app").path("id_code").stringValue()).isEqualTo("sandbox1");
        assertThat(users.version(version).post("/users", "{'user_id': 'ada'}").status())
                .isEqualTo(200);
    }
}
