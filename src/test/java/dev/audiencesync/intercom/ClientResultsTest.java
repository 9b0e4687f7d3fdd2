package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers mean. */
class ClientResultsTest extends ClientFixture {

    @Test
    void aWriteAnswersTheWholeContact() {
        server.answer(
                200,
                """
                {"type":"contact","id":"%s","external_id":"7","email":"","role":"user","name":"Ada","archived":false,
                 "custom_attributes":{"plan":"free","share":0.10},
                 "tags":{"type":"list","data":[{"id":"34","type":"tag"},{"id":"35","type":"tag"}],"total_count":2,
                 "has_more":false}}"""
                        .formatted(ADA));
        WriteResult result = client().create(Map.of());

        assertThat(result).asInstanceOf(type(WriteResult.Written.class)).satisfies(written -> {
            Contact contact = written.contact();
            assertThat(contact.id()).isEqualTo(ADA);
            assertThat(contact.externalId()).isEqualTo("7");
            assertThat(contact.email()).isNull();
            assertThat(contact.isLead()).isFalse();
            assertThat(contact.archived()).isFalse();
            assertThat(contact.tagIds()).containsExactlyInAnyOrder("34", "35");
            assertThat(contact.tagsComplete()).isTrue();
            assertThat(contact.field("name").stringValue()).isEqualTo("Ada");
            assertThat(contact.field("custom_attributes.plan").stringValue()).isEqualTo("free");
            assertThat(contact.field("custom_attributes.share").decimalValue()).isEqualByComparingTo("0.1");
            assertThat(contact.field("custom_attributes.none").isMissingNode()).isTrue();
            assertThat(contact).hasToString("Contact[" + ADA + "]");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[{\"id\":\"1\"}],\"total_count\":1} | true",
                "{\"data\":[{\"id\":\"1\"}],\"total_count\":11} | false",
                "{\"data\":[{\"id\":\"1\"}],\"total_count\":1,\"has_more\":true} | false",
                "{\"data\":[{\"id\":\"1\"}]} | true",
                "{\"data\":[]} | true",
                "{} | false",
                "null | false"
            })
    void knowsWhetherTheTagsAreAll(String tags, boolean complete) {
        server.answer(200, "{\"id\":\"%s\",\"tags\":%s}".formatted(ADA, tags));

        assertThat(client().contact(ADA))
                .asInstanceOf(type(ContactLookup.Found.class))
                .satisfies(found -> assertThat(found.contact().tagsComplete()).isEqualTo(complete));
    }

    @ParameterizedTest
    @CsvSource({
        "A contact matching those details already exists with id=5ba682d23d7cf92bef87bfd4, false",
        "An archived contact matching those details already exists with id=5ba682d23d7cf92bef87bfd4, true"
    })
    void aConflictNamesTheContactInTheWay(String message, boolean archived) {
        server.answer(409, error("conflict", message)).answer(409, error("conflict", message));

        WriteResult.Conflict conflict = new WriteResult.Conflict(ADA, archived);
        assertThat(client().create(Map.of())).isEqualTo(conflict);
        assertThat(client().update(BO, Map.of())).isEqualTo(conflict);
    }

    @Test
    void aConflictWithoutAnIdIsARefusal() {
        server.answer(409, error("conflict", "Somebody is in the way with id=12"));

        assertThat(client().create(Map.of()))
                .isEqualTo(new Refused(409, "conflict", "Somebody is in the way with id=12"));
    }

    @Test
    void aMergedContactNamesItsSuccessor() {
        Map<String, String> link = Map.of("Link", "</contacts/" + BO + ">; rel=\"canonical\"");
        String body = error("contact_merged", "Contact has been merged");
        for (int i = 0; i < 4; i++) {
            server.answer(410, link, body);
        }

        assertThat(client().update(ADA, Map.of())).isEqualTo(new Merged(BO));
        assertThat(client().contact(ADA)).isEqualTo(new Merged(BO));
        assertThat(client().untag(ADA, "34")).isEqualTo(new Merged(BO));
        assertThat(client().tagsOf(ADA)).isEqualTo(new Merged(BO));
    }

    @Test
    void aMergedContactWithoutASuccessorIsARefusal() {
        server.answer(410, Map.of("Link", "</contacts/1>; rel=\"next\""), error("contact_merged", "Merged"));

        assertThat(client().update(ADA, Map.of())).isEqualTo(new Refused(410, "contact_merged", "Merged"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, parameter_invalid, Custom attribute 'x' does not exist",
        "404, not_found, User Not Found",
        "406, not_acceptable, No",
        "422, invalid_document, No",
        "418, teapot, No"
    })
    void othersAreRefusalsOfThisOne(int status, String code, String message) {
        server.answer(status, error(code, message));

        assertThat(client().update(ADA, Map.of())).isEqualTo(new Refused(status, code, message));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void errorBodiesMayBeAnything() {
        server.answer(400, "")
                .answer(400, "<html><head><title>400 Bad\n Request</title></head></html>")
                .answer(400, "plain\u0007 text")
                .answer(400, "{\"status\":400}")
                .answer(400, "[]")
                .answer(400, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"bad\",\"message\":null}]}")
                .answer(400, "{\"errors\":[{\"code\":\"a\",\"message\":\"one\"},{\"code\":\"b\",\"message\":\"two\"}]}")
                .answer(400, error("bad", "x".repeat(5_000)))
                .answer(400, error("bad", "Token " + TOKEN + " is odd"));
        IntercomClient client = client();

        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
                        .map(i -> client.update(ADA, Map.of()))
                        .toList())
                .containsExactly(
                        new Refused(400, "", ""),
                        new Refused(400, "", "HTML page: 400 Bad Request"),
                        new Refused(400, "", "plain text"),
                        new Refused(400, "", ""),
                        new Refused(400, "", "[]"),
                        new Refused(400, "bad", ""),
                        new Refused(400, "a", "one; two"),
                        new Refused(400, "bad", "x".repeat(200) + "…"),
                        new Refused(400, "bad", "Token [access token] is odd"));
    }

    @Test
    void whoIsNotThereIsAbsent() {
        server.answer(404, error("not_found", "User Not Found")).answer(404, "");

        assertThat(client().contact(ADA)).isEqualTo(new ContactLookup.Absent());
        assertThat(client().findByExternalId("7")).isEqualTo(new ContactLookup.Absent());
    }

    @Test
    void leadsNeverMatch() {
        String lead = "{\"id\":\"%s\",\"external_id\":\"7\",\"role\":\"lead\"}".formatted(BO);
        server.answer(200, lead)
                .answer(200, "{\"data\":[%s,%s]}".formatted(lead, contact(ADA)))
                .answer(200, "{\"data\":[%s]}".formatted(lead));

        assertThat(client().findByExternalId("7")).isEqualTo(new ContactLookup.Absent());
        assertThat(client().searchByEmails(List.of("ada@example.com")).contacts())
                .extracting(Contact::id)
                .containsExactly(ADA);
        assertThat(client("2.12").findByExternalId("7")).isEqualTo(new ContactLookup.Absent());
    }

    @Test
    void oneBadEmailDoesNotHideTheOthers() {
        server.answer(400, error("parameter_invalid", "bad"))
                .answer(200, "{\"data\":[%s]}".formatted(contact(ADA)))
                .answer(400, error("parameter_invalid", "bad"))
                .answer(400, error("parameter_invalid", "bad"))
                .answer(200, "{\"data\":[%s]}".formatted(contact(BO)));
        EmailSearch found = client().searchByEmails(List.of("a@x.org", "b@x.org", "bad", "d@x.org"));

        assertThat(found.contacts()).extracting(Contact::id).containsExactly(ADA, BO);
        assertThat(found.refused()).containsExactly(Map.entry("bad", new Refused(400, "parameter_invalid", "bad")));
    }

    @Test
    void newVersionsNameWhoWasTagged() {
        server.answer(
                200,
                "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\",\"users\":[{\"id\":\"%s\",\"tagged\":true},"
                                .formatted(ADA)
                        + "{\"id\":\"%s\",\"tagged\":false}]}".formatted(BO));

        assertThat(client().tag("VIP", List.of(ADA, BO))).isEqualTo(new TagResult.Tagged("34", java.util.Set.of(ADA)));
    }

    @Test
    void oldVersionsTagAllOrNone() {
        server.answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}")
                .answer(404, error("not_found", "User Not Found"));

        assertThat(client("2.15").tag("VIP", List.of(ADA, BO)))
                .isEqualTo(new TagResult.Tagged("34", java.util.Set.of(ADA, BO)));
        assertThat(client("2.15").tag("VIP", List.of(ADA, BO)))
                .isEqualTo(new Refused(404, "not_found", "User Not Found"));
    }

    @Test
    void untagsWhoeverCarriesTheTagOrNot() {
        server.answer(200, "{\"type\":\"tag\",\"id\":\"34\",\"name\":\"VIP\"}")
                .answer(404, error("not_found", "Resource Not Found"));

        assertThat(client().untag(ADA, "34")).isEqualTo(new UntagResult.Untagged());
        assertThat(client().untag(ADA, "99")).isEqualTo(new Refused(404, "not_found", "Resource Not Found"));
    }

    @Test
    void saysOfEachWhoWasUntaggedInBulk() {
        String skipped = "69e0d2d1b0e1f2a3b4c5d6e7";
        server.answer(
                        200,
                        """
                {"type":"tag","id":"34","name":"VIP","users":[
                {"id":"%s","tagged":false},{"id":"%s","tagged":true},{"id":"dumb"}]}
                """
                                .formatted(ADA, BO))
                .answer(400, error("parameter_invalid", "untag"));

        assertThat(client().untagMany("VIP", List.of(ADA, BO, skipped)))
                .isEqualTo(new BulkUntagResult.Answered("34", java.util.Set.of(ADA), java.util.Set.of(BO)));
        assertThat(client().untagMany("VIP", List.of(ADA))).isEqualTo(new Refused(400, "parameter_invalid", "untag"));
        assertThat(client().bulkUntagging()).isEqualTo(BulkUntagging.TELLING);
        assertThat(client("2.15").bulkUntagging()).isEqualTo(BulkUntagging.SILENT);
        assertThat(client("1.4").bulkUntagging()).isEqualTo(BulkUntagging.DOCUMENTED);
    }

    @Test
    void listsAllTagsOfOne() {
        server.answer(200, "{\"data\":[{\"id\":34,\"name\":\"VIP\"}]}");

        assertThat(client().tagsOf(ADA)).isEqualTo(new ContactTagsLookup.Listed(List.of(new Tag("34", "VIP"))));
    }

    @Test
    void unarchivesUnderTheSameId() {
        server.answer(200, "{\"type\":\"contact\",\"id\":\"%s\",\"archived\":false}".formatted(ADA))
                .answer(404, error("not_found", "User Not Found"));

        assertThat(client().unarchive(ADA)).isEqualTo(new UnarchiveResult.Restored(ADA));
        assertThat(client().unarchive(ADA)).isEqualTo(new Refused(404, "not_found", "User Not Found"));
    }

    @ParameterizedTest
    @CsvSource({
        "bad_request, User has been marked for permanent deletion and is not restorable.",
        "bad_request, User has been merged and is not restorable.",
        "not_restorable, User is blocked"
    })
    void someCannotBeRestored(String code, String message) {
        server.answer(400, error(code, message));

        assertThat(client().unarchive(ADA)).isEqualTo(new UnarchiveResult.NotRestorable(400, code, message));
    }

    @Test
    void aDeletedOneMayAnswer500HoweverOftenAsked() {
        for (int i = 0; i < 5; i++) {
            server.answer(500, error("server_error", "Oops"));
        }
        server.answer(503, "").answer(503, "").answer(503, "").answer(503, "").answer(503, "");

        assertThat(client().unarchive(ADA)).isEqualTo(new UnarchiveResult.NotRestorable(500, "server_error", "Oops"));
        assertThatThrownBy(() -> client().unarchive(ADA)).isInstanceOf(IntercomUnavailable.class);
    }

    @Test
    void theTokenOpensAWorkspace() {
        server.answer(
                        200,
                        "{\"type\":\"admin\",\"id\":\"1\",\"app\":{\"type\":\"app\",\"id_code\":\"abc123\",\"name\":\"Acme\"}}")
                .answer(200, "{\"type\":\"admin\",\"id\":\"1\",\"app\":null}")
                .answer(401, error("unauthorized", "Access Token Invalid"))
                .answer(404, "");

        assertThat(client().me()).isEqualTo(new Workspace("abc123", "Acme"));
        assertThat(client().me()).isInstanceOf(Refused.class);
        assertThat(client().me()).isEqualTo(new Refused(401, "unauthorized", "Access Token Invalid"));
        assertThat(client().me()).isEqualTo(new Refused(404, "", ""));
    }
}
