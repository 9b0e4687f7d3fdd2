package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchContactsTest {
    private static final long DAY = 86_400;
    private static final long NOON = 20_000 * DAY + DAY / 2;

    private final SettableClock clock = SettableClock.atSecond(NOON);
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults()
                .withClock(clock)
                .withAttribute("plan", AttributeType.STRING)
                .withAttribute("visits", AttributeType.INTEGER));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** The external ids a search finds, in order. */
    private List<String> found(String query) {
        Api.Reply reply = api.search(query);
        assertThat(reply.status()).as(() -> reply.json().toString()).isEqualTo(200);
        List<String> ids = reply.ids();
        return sandbox.contacts().stream()
                .filter(contact -> ids.contains(contact.id()))
                .map(ContactSnapshot::externalId)
                .toList();
    }

    private void seedThree() {
        String a = api.create("{'external_id': 'a', 'email': 'Ada@x.org', 'name': 'Ada Lovelace', 'phone': '+1',"
                + " 'signed_up_at': " + (NOON - DAY) + ", 'custom_attributes': {'plan': 'pro', 'visits': 3}}");
        String b = api.create("{'external_id': 'b', 'email': 'bo@y.org', 'name': 'Bo', 'signed_up_at': " + NOON
                + ", 'unsubscribed_from_emails': true, 'custom_attributes': {'visits': 10}}");
        api.create("{'external_id': 'c', 'signed_up_at': " + (NOON + DAY) + "}");
        sandbox.manually().tag(a, "VIP");
        sandbox.manually().tag(b, "VIP");
        sandbox.manually().tag(b, "Other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email                    | =   | 'ADA@X.ORG'          | a",
                "email                    | IN  | ['ada@x.org', 'no']  | a",
                "email                    | ~   | '@Y.'                | b",
                "email                    | =   | null                 | c",
                "email                    | !=  | null                 | a,b",
                "external_id              | =   | 'b'                  | b",
                "external_id              | !=  | 'b'                  | a,c",
                "external_id              | IN  | ['c', 'a']           | a,c",
                "external_id              | NIN | ['c', 'a']           | b",
                "role                     | =   | 'user'               | a,b,c",
                "name                     | ^   | 'Ada'                | a",
                "name                     | $   | 'lace'               | a",
                "name                     | ~   | 'Lo'                 | a",
                "name                     | !~  | 'Lo'                 | b,c",
                "phone                    | =   | '+1'                 | a",
                "tag_id                   | =   | '1'                  | a,b",
                "tag_id                   | !=  | '1'                  | c",
                "tag_id                   | IN  | ['2']                | b",
                "tag_id                   | NIN | ['2']                | a,c",
                "unsubscribed_from_emails | =   | true                 | b",
                "custom_attributes.plan   | =   | 'pro'                | a",
                "custom_attributes.plan   | !=  | 'pro'                | b,c",
                "custom_attributes.visits | >   | 3                    | b",
                "custom_attributes.visits | <   | 10                   | a"
            })
    void operatorsCompareByTheTypeOfTheField(String field, String operator, String value, String expected) {
        seedThree();

        assertThat(found("{'field': '%s', 'operator': '%s', 'value': %s}".formatted(field, operator, value)))
                .containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource({">, b, c", "<, b, a", "=, b, b"})
    void datesCompareByDay(String operator, String ignored, String expected) {
        seedThree();

        assertThat(found(
                        "{'field': 'signed_up_at', 'operator': '%s', 'value': %d}".formatted(operator, NOON - DAY / 4)))
                .containsExactly(expected);
    }

    @Test
    void idFindsOne() {
        seedThree();
        String id = sandbox.contacts().get(1).id();

        assertThat(found("{'field': 'id', 'operator': '=', 'value': '" + id + "'}"))
                .containsExactly("b");
    }

    @Test
    void groupsNestTwoLevels() {
        seedThree();
        String a = "{'field': 'external_id', 'operator': '=', 'value': 'a'}";
        String b = "{'field': 'external_id', 'operator': '=', 'value': 'b'}";
        String tagged = "{'field': 'tag_id', 'operator': '=', 'value': '2'}";
        String either = "{'operator': 'OR', 'value': [" + a + "," + b + "]}";

        assertThat(found(either)).containsExactly("a", "b");
        assertThat(found("{'operator': 'AND', 'value': [" + either + "," + tagged + "]}"))
                .containsExactly("b");
        String deeper = "{'operator': 'OR', 'value': [{'operator': 'AND', 'value': [" + either + "]}]}";
        assertThat(api.search(deeper).status()).isEqualTo(400);
    }

    @Test
    void aGroupTakesFifteenFilters() {
        String filter = "{'field': 'name', 'operator': '=', 'value': 'x'}";

        String fifteen = String.join(",", Collections.nCopies(15, filter));
        assertThat(api.search("{'operator': 'OR', 'value': [" + fifteen + "]}").status())
                .isEqualTo(200);
        assertThat(api.search("{'operator': 'OR', 'value': [" + fifteen + "," + filter + "]}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'field': 'nonsense', 'operator': '=', 'value': 'x'}",
                "{'field': 'custom_attributes.nonsense', 'operator': '=', 'value': 'x'}",
                "{'field': 'name', 'operator': '>', 'value': 'x'}",
                "{'field': 'name', 'operator': '==', 'value': 'x'}",
                "{'field': 'name', 'operator': '=', 'value': 1}",
                "{'field': 'name', 'operator': 'IN', 'value': 'x'}",
                "{'field': 'created_at', 'operator': 'IN', 'value': [1]}",
                "{'field': 'created_at', 'operator': '>', 'value': 'foobar'}",
                "{'field': 'custom_attributes.visits', 'operator': '~', 'value': 1}"
            })
    void whatMakesNoSenseIsRefused(String query) {
        assertThat(api.search(query).status()).isEqualTo(400);
    }

    @Test
    void theCursorGoesInTheBodyAndNowhereElse() {
        IntStream.range(0, 60).forEach(i -> sandbox.manually().seedContact(ContactSeed.user("u" + i)));
        String query = "'query': {'field': 'role', 'operator': '=', 'value': 'user'}";

        Api.Reply first = api.post("/contacts/search", "{" + query + "}");
        String cursor =
                first.json().path("pages").path("next").path("starting_after").stringValue();
        Api.Reply second =
                api.post("/contacts/search", "{" + query + ", 'pagination': {'starting_after': '" + cursor + "'}}");
        Api.Reply elsewhere = api.post("/contacts/search?starting_after=" + cursor, "{" + query + "}");

        assertThat(first.ids()).hasSize(50);
        assertThat(first.json().path("total_count").intValue()).isEqualTo(60);
        assertThat(second.ids()).hasSize(10).doesNotContainAnyElementsOf(first.ids());
        assertThat(second.json().path("pages").has("next")).isFalse();
        assertThat(elsewhere.ids()).isEqualTo(first.ids());
        assertThat(api.post("/contacts/search", "{" + query + ", 'pagination': {'per_page': 151}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNewOrChangedContactIsMissingOrOldUntilTheLagIsOver() {
        sandbox.set(sandbox.settings().withIndexLag(Duration.ofSeconds(60)));
        String id = api.create("{'external_id': 'u1', 'name': 'old'}");
        String byId = "{'field': 'external_id', 'operator': '=', 'value': 'u1'}";

        clock.advance(Duration.ofMillis(59_999));
        assertThat(found(byId)).isEmpty();
        assertThat(api.get("/contacts/find_by_external_id/u1").id()).isEqualTo(id);
        assertThat(api.get("/contacts").ids()).containsExactly(id);
        clock.advance(Duration.ofMillis(1));
        assertThat(found(byId)).containsExactly("u1");

        api.put("/contacts/" + id, "{'name': 'new'}");
        sandbox.manually().tag(id, "VIP");
        assertThat(nameFound(byId)).isEqualTo("old");
        assertThat(found("{'field': 'tag_id', 'operator': '=', 'value': '1'}")).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        assertThat(nameFound(byId)).isEqualTo("new");
        assertThat(found("{'field': 'tag_id', 'operator': '=', 'value': '1'}")).containsExactly("u1");

        sandbox.manually().archive(id);
        assertThat(found(byId)).containsExactly("u1");
        clock.advance(Duration.ofSeconds(60));
        assertThat(found(byId)).isEmpty();
    }

    private String nameFound(String query) {
        return api.search(query).json().path("data").path(0).path("name").stringValue();
    }
}
