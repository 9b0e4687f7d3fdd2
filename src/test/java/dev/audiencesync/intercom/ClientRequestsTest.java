package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, to the letter. */
class ClientRequestsTest extends ClientFixture {

    private static final String EMPTY_PAGE = "{\"type\":\"list\",\"data\":[],\"total_count\":0,\"pages\":{\"page\":1}}";

    @Test
    void everyRequestSaysWhoAsksForWhat() {
        server.answer(200, contact(ADA));
        client().update(ADA, Map.of("name", new FieldValue.Text("Ada")));

        var headers = server.only().headers();
        assertThat(headers.get("Authorization")).containsExactly("Bearer " + TOKEN);
        assertThat(headers.get("Accept")).containsExactly("application/json");
        assertThat(headers.get("Content-Type")).containsExactly("application/json");
        assertThat(headers.get("Intercom-Version")).containsExactly("2.16");
        assertThat(headers.getFirst("User-Agent")).startsWith("audience-sync/");
        assertThat(headers.get("Content-Length")).containsExactly("14");
        assertThat(headers.keySet()).doesNotContain("Upgrade", "Http2-settings");
    }

    @Test
    void createsAUserFromAllKindsOfValues() {
        server.answer(200, contact(ADA));
        Map<String, FieldValue> fields = new TreeMap<>(Map.of(
                "name", new FieldValue.Text("Ada \"ü\""),
                "external_id", new FieldValue.Text("7"),
                "phone", new FieldValue.Clear(),
                "signed_up_at", FieldValue.Numeric.of(1_700_000_000),
                "unsubscribed_from_emails", new FieldValue.Truth(true),
                "custom_attributes.visits", new FieldValue.Numeric(new BigDecimal("1200.0")),
                "custom_attributes.share", new FieldValue.Numeric(new BigDecimal("0.00000012")),
                "custom_attributes.big", new FieldValue.Numeric(new BigDecimal("1E+3"))));
        client().create(fields);

        assertThat(server.only().method()).isEqualTo("POST");
        assertThat(server.only().path()).isEqualTo("/contacts");
        assertThat(server.only().body())
                .isEqualTo(
                        "{\"role\":\"user\",\"custom_attributes\":{\"big\":1000,\"share\":0.00000012,\"visits\":1200},"
                                + "\"external_id\":\"7\",\"name\":\"Ada \\\"ü\\\"\",\"phone\":null,\"signed_up_at\":1700000000,"
                                + "\"unsubscribed_from_emails\":true}");
    }

    @Test
    void updatesNothingButTheGivenFields() {
        server.answer(200, contact(ADA));
        client().update(ADA, Map.of("custom_attributes.a.b", new FieldValue.Text("x")));

        assertThat(server.only().method()).isEqualTo("PUT");
        assertThat(server.only().path()).isEqualTo("/contacts/" + ADA);
        assertThat(server.only().body()).isEqualTo("{\"custom_attributes\":{\"a.b\":\"x\"}}");
    }

    @Test
    void theTimeOfTheCallBecomesTheTimeSomebodyWasLastSeen() {
        server.answer(200, contact(ADA)).answer(200, contact(ADA));
        IntercomClient client = client();
        long before = time.instant().getEpochSecond();
        client.create(seen(true));
        long after = time.instant().getEpochSecond();
        client.update(ADA, seen(false));

        String sent = server.requests.get(0).body();
        String now = sent.replaceAll("\\D", "");
        assertThat(sent).isEqualTo("{\"role\":\"user\",\"last_seen_at\":" + now + "}");
        assertThat(Long.parseLong(now)).isBetween(before, after);
        assertThat(server.requests.get(1).body()).isEqualTo("{\"last_seen_at\":1521217490}");
    }

    private static Map<String, FieldValue> seen(boolean now) {
        return Map.of(
                "last_seen_at", FieldValue.Numeric.of(1_521_217_490),
                "update_last_request_at", new FieldValue.Truth(now),
                "new_session", new FieldValue.Truth(true));
    }

    @ParameterizedTest
    @CsvSource({"2.10, 814860", "2.15, 814860", "2.16, '\"814860\"'"})
    void anOwnerIsAnIntegerUpTo215AndATextFrom216(String version, String sent) {
        server.answer(200, contact(ADA)).answer(200, contact(ADA));
        client(version).update(ADA, Map.of("owner_id", FieldValue.Numeric.of(814_860)));
        client(version).update(ADA, Map.of("owner_id", new FieldValue.Clear()));

        assertThat(server.requests.get(0).body()).isEqualTo("{\"owner_id\":" + sent + "}");
        assertThat(server.requests.get(1).body()).isEqualTo("{\"owner_id\":null}");
    }

    @Test
    void getsOneContact() {
        server.answer(200, contact(ADA));
        client().contact(ADA);

        assertThat(server.only().method()).isEqualTo("GET");
        assertThat(server.only().path()).isEqualTo("/contacts/" + ADA);
    }

    @Test
    void anExternalIdIsOneSegmentWhateverItHolds() {
        server.answer(200, contact(ADA));
        client().findByExternalId("a/b?c=ü %{x}");

        assertThat(server.only().path()).isEqualTo("/contacts/find_by_external_id/a%2Fb%3Fc%3D%C3%BC%20%25%7Bx%7D");
    }

    @Test
    void beforeTheDirectLookUpAnExternalIdIsSearchedFor() {
        server.answer(200, "{\"data\":[%s]}".formatted(contact(ADA)));
        assertThat(client("2.12").findByExternalId("7")).isInstanceOf(ContactLookup.Found.class);

        assertThat(server.only().path()).isEqualTo("/contacts/search");
        assertThat(server.only().body())
                .isEqualTo(
                        "{\"query\":{\"operator\":\"AND\",\"value\":["
                                + "{\"field\":\"external_id\",\"operator\":\"=\",\"value\":\"7\"},"
                                + "{\"field\":\"role\",\"operator\":\"=\",\"value\":\"user\"}]},\"pagination\":{\"per_page\":150}}");
    }

    @Test
    void searchesUsersByEmailWithTheCursorInTheBody() {
        server.answer(
                        200,
                        "{\"data\":[%s],\"pages\":{\"next\":{\"per_page\":150,\"starting_after\":\"c1\"}}}"
                                .formatted(contact(ADA)))
                .answer(200, "{\"data\":[%s],\"pages\":{}}".formatted(contact(BO)));

        EmailSearch found = client().searchByEmails(List.of("ada@example.com", "bo@example.com", "ada@example.com"));

        assertThat(found.contacts()).extracting(Contact::id).containsExactly(ADA, BO);
        String query = "{\"query\":{\"operator\":\"AND\",\"value\":["
                + "{\"field\":\"email\",\"operator\":\"IN\",\"value\":[\"ada@example.com\",\"bo@example.com\"]},"
                + "{\"field\":\"role\",\"operator\":\"=\",\"value\":\"user\"}]},";
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::body)
                .containsExactly(
                        query + "\"pagination\":{\"per_page\":150}}",
                        query + "\"pagination\":{\"per_page\":150,\"starting_after\":\"c1\"}}");
    }

    @Test
    void listsHoldersPageByPageAsTheyAreRead() {
        server.answer(200, "{\"data\":[%s],\"pages\":{\"next\":{\"starting_after\":\"c1\"}}}".formatted(contact(ADA)))
                .answer(200, "{\"data\":[%s],\"pages\":{\"next\":null}}".formatted(contact(BO)));

        var holders = client().holdersOf("34").iterator();
        assertThat(holders.next().id()).isEqualTo(ADA);
        assertThat(server.requests).hasSize(1);
        assertThat(holders.next().id()).isEqualTo(BO);
        assertThat(holders.hasNext()).isFalse();

        assertThat(server.requests)
                .extracting(ScriptedServer.Request::body)
                .containsExactly(
                        "{\"query\":{\"field\":\"tag_id\",\"operator\":\"=\",\"value\":\"34\"},"
                                + "\"pagination\":{\"per_page\":150}}",
                        "{\"query\":{\"field\":\"tag_id\",\"operator\":\"=\",\"value\":\"34\"},"
                                + "\"pagination\":{\"per_page\":150,\"starting_after\":\"c1\"}}");
    }

    @Test
    void listsContactsWithTheCursorInTheQuery() {
        server.answer(
                        200,
                        "{\"data\":[%s],\"total_count\":2,\"pages\":{\"next\":{\"starting_after\":\"a+b=\"}}}"
                                .formatted(contact(ADA)))
                .answer(200, EMPTY_PAGE);
        ContactListing listing = client().listing();

        assertThat(listing.total()).hasValue(2);
        assertThat(listing.pages().flatMap(List::stream))
                .extracting(Contact::id)
                .containsExactly(ADA);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .containsExactly("/contacts?per_page=150", "/contacts?per_page=150&starting_after=a%2Bb%3D");
    }

    @Test
    void tagsAndUntags() {
        server.answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\",\"users\":[]}")
                .answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}")
                .answer(200, "{\"type\":\"contact\",\"id\":\"%s\",\"archived\":false}".formatted(ADA))
                .answer(200, "{\"data\":[]}")
                .answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}");
        client().tag("VIP", List.of(ADA, BO));
        client().untag(ADA, "34");
        client().unarchive(ADA);
        client().tagsOf(ADA);
        client().untagMany("VIP", List.of(ADA));

        assertThat(server.requests)
                .extracting(request -> request.method() + " " + request.path() + " " + request.body())
                .containsExactly(
                        "POST /tags {\"name\":\"VIP\",\"users\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}".formatted(ADA, BO),
                        "DELETE /contacts/" + ADA + "/tags/34 ",
                        "POST /contacts/" + ADA + "/unarchive ",
                        "GET /contacts/" + ADA + "/tags ",
                        "POST /tags {\"name\":\"VIP\",\"users\":[{\"id\":\"%s\",\"untag\":true}]}".formatted(ADA));
    }

    @Test
    void listsWhatTheWorkspaceDefines() {
        server.answer(200, "{\"type\":\"list\",\"data\":[{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}]}")
                .answer(
                        200,
                        "{\"data\":[{\"name\":\"plan\",\"full_name\":\"custom_attributes.plan\",\"data_type\":\"string\","
                                + "\"api_writable\":true,\"custom\":true,\"archived\":false},"
                                + "{\"name\":\"id\",\"full_name\":\"id\",\"data_type\":\"string\",\"api_writable\":false,"
                                + "\"custom\":false,\"archived\":true}]}");

        assertThat(client().tags()).containsExactly(new Tag("34", "VIP"));
        assertThat(client().dataAttributes())
                .containsExactly(
                        new DataAttribute("plan", "custom_attributes.plan", "string", true, false, true),
                        new DataAttribute("id", "id", "string", false, true, false));
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::path)
                .containsExactly("/tags", "/data_attributes?model=contact");
    }

    @Test
    void asksNothingForNobody() {
        assertThat(client().searchByEmails(List.of()).contacts()).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankIdIsNeverSent(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> client().contact(blank));
        assertThatIllegalArgumentException().isThrownBy(() -> client().findByExternalId(blank));
        assertThatIllegalArgumentException().isThrownBy(() -> client().untag(ADA, blank));
    }

    @Test
    void batchesHaveTheirLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> client().tag(
                        "VIP",
                        java.util.stream.IntStream.range(0, 51)
                                .mapToObj(String::valueOf)
                                .toList()));
        assertThatIllegalArgumentException().isThrownBy(() -> client().tag("VIP", List.of()));
        server.answer(200, EMPTY_PAGE);
        client().searchByEmails(Collections.nCopies(51, "ada@example.com"));
        assertThat(server.requests).hasSize(1);
    }
}
