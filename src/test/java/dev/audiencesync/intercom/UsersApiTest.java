package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.audiencesync.person.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Users API is asked and what its answers mean, to the letter. */
class UsersApiTest extends ClientFixture {

    private static final Map<String, FieldValue> FIELDS = Map.ofEntries(
            Map.entry("external_id", new FieldValue.Text("7")),
            Map.entry("email", new FieldValue.Text("ada@example.com")),
            Map.entry("last_seen_at", FieldValue.Numeric.of(1_700_000_000)),
            Map.entry("last_seen_ip", new FieldValue.Text("1.2.3.4")),
            Map.entry("last_seen_user_agent", new FieldValue.Text("Mozilla")),
            Map.entry("update_last_request_at", new FieldValue.Truth(true)),
            Map.entry("new_session", new FieldValue.Truth(true)),
            Map.entry("avatar", new FieldValue.Text("https://example.com/a.png")),
            Map.entry("custom_attributes.last_seen_at", new FieldValue.Text("x")));

    private static final String SENT = "{\"avatar\":{\"type\":\"avatar\",\"image_url\":\"https://example.com/a.png\"},"
            + "\"custom_attributes\":{\"last_seen_at\":\"x\"},\"email\":\"ada@example.com\","
            + "\"last_seen_ip\":\"1.2.3.4\",\"last_seen_user_agent\":\"Mozilla\","
            + "\"new_session\":true,\"update_last_request_at\":true,\"user_id\":\"7\"";

    private final IntercomClient client = client("1.4");

    private String user(String id, long created, long updated) {
        return ("{\"type\":\"user\",\"id\":\"%s\",\"user_id\":\"7\",\"email\":\"ada@example.com\",\"anonymous\":false,"
                        + "\"created_at\":%d,\"updated_at\":%d,\"tags\":{\"type\":\"tag.list\",\"tags\":[{\"id\":\"34\"}]}}")
                .formatted(id, created, updated);
    }

    private long now() {
        return time.instant().getEpochSecond();
    }

    @Test
    void anUpsertSaysItInTheUsersApisWords() {
        server.answer(200, user(ADA, now(), now()));

        WriteResult result = client.create(FIELDS);

        assertThat(server.only().method()).isEqualTo("POST");
        assertThat(server.only().path()).isEqualTo("/users");
        assertThat(server.only().headers().get("Intercom-Version")).containsExactly("1.4");
        assertThat(server.only().body()).isEqualTo(SENT + "}");
        assertThat(result).asInstanceOf(type(WriteResult.Written.class)).satisfies(written -> {
            assertThat(written.contact().id()).isEqualTo(ADA);
            assertThat(written.contact().externalId()).isEqualTo("7");
            assertThat(written.contact().email()).isEqualTo("ada@example.com");
            assertThat(written.contact().isLead()).isFalse();
            assertThat(written.contact().tagIds()).containsExactly("34");
            assertThat(written.contact().tagsComplete()).isTrue();
        });
    }

    @Test
    void anUpdateNamesTheIntercomId() {
        server.answer(200, user(ADA, 1, 2)).answer(200, user(ADA, 1, 2));

        assertThat(client.update(ADA, FIELDS)).isInstanceOf(WriteResult.Written.class);
        client.update(ADA, Map.of("avatar", new FieldValue.Clear(), "phone", new FieldValue.Clear()));

        assertThat(server.requests)
                .extracting(ScriptedServer.Request::body)
                .containsExactly(
                        SENT + ",\"id\":\"" + ADA + "\"}", "{\"avatar\":null,\"phone\":null,\"id\":\"" + ADA + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "0, 1, true", "-3500, -3500, false", "-3700, -3700, true", "-9999, 0, true"})
    void whoeverWasThereBeforeWasMet(long created, long updated, boolean met) {
        server.answer(200, user(ADA, now() + created, now() + updated));

        assertThat(client.create(FIELDS)).isInstanceOf(met ? WriteResult.Met.class : WriteResult.Written.class);
    }

    @Test
    void anAnswerWithoutTimesIsTakenForACreate() {
        server.answer(200, "{\"type\":\"user\",\"id\":\"" + ADA + "\"}");

        assertThat(client.create(FIELDS)).isInstanceOf(WriteResult.Written.class);
    }

    @Test
    void refusedUpsertsAreResults() {
        String several = "Multiple existing users match this email address x - must be more specific using user_id";
        server.answer(400, error("conflict", several))
                .answer(
                        409,
                        error("conflict", "An archived contact matching those details already exists with id=" + BO))
                .answer(404, error("not_found", "User Not Found"));

        assertThat(client.create(FIELDS)).isEqualTo(new Refused(400, "conflict", several));
        assertThat(client.create(FIELDS)).isEqualTo(new WriteResult.Conflict(BO, true));
        assertThat(client.update(ADA, FIELDS)).isEqualTo(new Refused(404, "not_found", "User Not Found"));
    }

    @Test
    void usersAreLookedUpByIdAndUserId() {
        String lead = "{\"type\":\"contact\",\"id\":\"%s\",\"anonymous\":true}".formatted(BO);
        server.answer(200, user(ADA, 1, 2))
                .answer(200, user(ADA, 1, 2))
                .answer(404, error("not_found", "User Not Found"))
                .answer(200, lead);

        assertThat(client.contact(ADA)).isInstanceOf(ContactLookup.Found.class);
        assertThat(client.findByExternalId("a/b?c=ü")).isInstanceOf(ContactLookup.Found.class);
        assertThat(client.findByExternalId("8")).isInstanceOf(ContactLookup.Absent.class);
        assertThat(client.contact(BO)).isInstanceOf(ContactLookup.Absent.class);

        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .containsExactly(
                        "/users/" + ADA, "/users?user_id=a%2Fb%3Fc%3D%C3%BC", "/users?user_id=8", "/users/" + BO);
    }

    @Test
    void eachEmailIsLookedForAloneToTheLastPage() {
        String page = "{\"type\":\"user.list\",\"users\":[%s],\"pages\":{\"next\":%s}}";
        server.answer(200, page.formatted(user(ADA, 1, 2), "\"https://elsewhere.example/users?page=2\""))
                .answer(200, page.formatted(user(BO, 1, 2), "null"))
                .answer(400, error("parameter_invalid", "email is not one"))
                .answer(200, page.formatted("", "null"));
        int[] calls = {0};

        EmailSearch found = client.searchByEmails(List.of("a+b@x.org", "bad", "c@x.org"), () -> calls[0]++);

        assertThat(found.contacts()).extracting(Contact::id).containsExactly(ADA, BO);
        assertThat(found.refused()).containsOnlyKeys("bad");
        assertThat(calls[0]).isEqualTo(4);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .containsExactly(
                        "/users?email=a%2Bb%40x.org&per_page=60&page=1",
                        "/users?email=a%2Bb%40x.org&per_page=60&page=2",
                        "/users?email=bad&per_page=60&page=1",
                        "/users?email=c%40x.org&per_page=60&page=1");
    }

    @Test
    void aTagsHoldersAreListedPageByPageOldestFirst() {
        String page = "{\"users\":[%s],\"total_count\":2,\"pages\":{\"next\":%s}}";
        server.answer(200, page.formatted(user(ADA, 1, 2), "\"next\""))
                .answer(200, page.formatted("{\"type\":\"contact\",\"id\":\"" + BO + "\"}", "null"));

        List<Contact> holders = client.holdersOf("34").toList();

        assertThat(holders).extracting(Contact::id).containsExactly(ADA, BO);
        assertThat(holders).extracting(Contact::isLead).containsExactly(false, true);
        assertThat(server.requests.get(1).path())
                .isEqualTo("/users?tag_id=34&sort=created_at&order=asc&per_page=60&page=2");
    }

    @Test
    void moreHoldersThanAListShowsAreScrolledFor() {
        String scroll = "{\"users\":[%s],\"scroll_param\":\"s/1\"}";
        server.answer(200, "{\"users\":[],\"total_count\":10001,\"pages\":{\"next\":\"next\"}}")
                .answer(400, error("scroll_exists", "scroll already exists for this workspace"))
                .answer(200, scroll.formatted(user(ADA, 1, 2)))
                .answer(200, scroll.formatted("{\"type\":\"user\",\"id\":\"" + BO + "\",\"tags\":{\"tags\":[]}}"))
                .answer(200, "{\"users\":[]}");

        assertThat(client.holdersOf("34")).extracting(Contact::id).containsExactly(ADA);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .endsWith(
                        "/users/scroll",
                        "/users/scroll",
                        "/users/scroll?scroll_param=s%2F1",
                        "/users/scroll?scroll_param=s%2F1");
    }

    @Test
    void aPageOfAScrollIsNeverAskedForTwiceTheScrollBeginsAnew() {
        String page = "{\"users\":[" + user(ADA, 1, 2) + "],\"scroll_param\":\"%s\"}";
        server.answer(200, "{\"users\":[],\"total_count\":10001,\"pages\":{}}")
                .answer(200, page.formatted("s"))
                .answer(503, "")
                .answer(200, page.formatted("t"))
                .answer(200, "{\"users\":[]}");

        assertThat(client.holdersOf("34")).extracting(Contact::id).containsExactly(ADA, ADA);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .endsWith(
                        "/users/scroll",
                        "/users/scroll?scroll_param=s",
                        "/users/scroll",
                        "/users/scroll?scroll_param=t");
    }

    @Test
    void aScrollThatKeepsBreakingOffIsGivenUp() {
        server.answer(200, "{\"users\":[],\"total_count\":10001,\"pages\":{}}");
        for (int i = 0; i < 5; i++) {
            server.answer(200, "{\"users\":[" + user(ADA, 1, 2) + "],\"scroll_param\":\"s\"}")
                    .answer(503, "");
        }

        assertThatThrownBy(() -> client.holdersOf("34").toList()).isInstanceOf(IntercomUnavailable.class);
        assertThat(server.requests).hasSize(11);
    }

    @Test
    void tagsAreListedAndPutOnAndTakenOffInBulk() {
        server.answer(200, "{\"type\":\"tag.list\",\"tags\":[{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}]}")
                .answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}")
                .answer(200, "{\"type\":\"tag\",\"id\":34,\"name\":\"VIP\"}")
                .answer(404, error("not_found", "User Not Found"));

        assertThat(client.tags()).containsExactly(new Tag("34", "VIP"));
        assertThat(client.tag("VIP", List.of(ADA, BO))).isEqualTo(new TagResult.Tagged("34", Set.of(ADA, BO)));
        assertThat(client.untagMany("VIP", List.of(ADA, BO)))
                .isEqualTo(new BulkUntagResult.Answered("34", Set.of(ADA, BO), Set.of()));
        assertThat(client.untagMany("VIP", List.of(ADA))).isEqualTo(new Refused(404, "not_found", "User Not Found"));

        assertThat(server.requests.get(1).body())
                .isEqualTo("{\"name\":\"VIP\",\"users\":[{\"id\":\"" + ADA + "\"},{\"id\":\"" + BO + "\"}]}");
        assertThat(server.requests.get(2).body())
                .isEqualTo("{\"name\":\"VIP\",\"users\":[{\"id\":\"" + ADA + "\",\"untag\":true},{\"id\":\"" + BO
                        + "\",\"untag\":true}]}");
    }

    @Test
    void aVersionThatIsNotServedAnyMoreConcernsEverybody() {
        server.answer(400, error("intercom_version_invalid", "The requested version could not be found"));

        assertThatThrownBy(() -> client.create(FIELDS))
                .isInstanceOf(SystemicRefusal.class)
                .hasMessageContaining("name another under `version`");
    }

    @Test
    void aLostAnswerToAnUpsertIsSimplySentAgain() {
        server.hangUp().answer(200, user(ADA, now() - 1, now()));

        assertThat(client.create(FIELDS)).isInstanceOf(WriteResult.Met.class);
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1).body())
                .isEqualTo(server.requests.get(0).body());
    }
}
