package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archived, deleted, blocked and merged contacts, and finding contacts directly. */
class ContactLifeTest {
    private Sandbox sandbox;
    private Api api;
    private String id;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        api = new Api(sandbox);
        id = api.create("{'external_id': 'u/1 +é', 'email': 'a@x.org'}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void assertNotFound(Api.Reply reply) {
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not_found");
        assertThat(reply.message()).isEqualTo("User Not Found");
    }

    @Test
    void isFoundByExternalIdFrom213On() {
        String path = "/contacts/find_by_external_id/" + Api.encode("u/1 +é");

        assertThat(api.version("2.13").get(path).id()).isEqualTo(id);
        assertThat(api.version("2.12").get(path).status()).isEqualTo(404);
        assertNotFound(api.get("/contacts/find_by_external_id/u"));
    }

    @Test
    void leadsAreNotFoundByExternalId() {
        String uuid = api.post("/contacts", "{'role': 'lead'}")
                .json()
                .path("external_id")
                .stringValue();

        assertNotFound(api.get("/contacts/find_by_external_id/" + uuid));
    }

    @Test
    void archivingHidesAndUnarchivingRestoresTheSameId() {
        Api.Reply archived = api.post("/contacts/" + id + "/archive", null);

        assertThat(archived.status()).isEqualTo(200);
        assertThat(archived.id()).isEqualTo(id);
        assertThat(archived.json().path("external_id").stringValue()).isEqualTo("u/1 +é");
        assertThat(archived.json().path("archived").booleanValue()).isTrue();
        assertNotFound(api.get("/contacts/" + id));
        assertNotFound(api.put("/contacts/" + id, "{'name': 'x'}"));
        assertNotFound(api.get("/contacts/find_by_external_id/" + Api.encode("u/1 +é")));
        assertThat(api.get("/contacts").ids()).isEmpty();

        Api.Reply restored = api.post("/contacts/" + id + "/unarchive", null);
        assertThat(restored.json().path("archived").booleanValue()).isFalse();
        assertThat(api.get("/contacts/" + id).id()).isEqualTo(id);
    }

    @Test
    void aDeletedContactIsNotRestorable() {
        Api.Reply deleted = api.delete("/contacts/" + id);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().path("deleted").booleanValue()).isTrue();

        Api.Reply refused = api.post("/contacts/" + id + "/unarchive", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("bad_request");
        assertThat(refused.message()).isEqualTo("User has been marked for permanent deletion and is not restorable.");
        assertNotFound(api.get("/contacts/" + id));
        assertNotFound(api.delete("/contacts/" + id));
    }

    @Test
    void aBlockedContactIsNotRestorable() {
        sandbox.manually().block(id);

        Api.Reply refused = api.post("/contacts/" + id + "/unarchive", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("not_restorable");
    }

    @Test
    void aMergedContactLeadsToItsLastSurvivorIn216AndIsMissingBefore() {
        String second = api.create("{'external_id': 'u2'}");
        String third = api.create("{'external_id': 'u3'}");
        sandbox.manually().merge(id, second);
        sandbox.manually().merge(second, third);

        Api.Reply gone = api.get("/contacts/" + id);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.code()).isEqualTo("contact_merged");
        assertThat(gone.header("Link")).isEqualTo("</contacts/" + third + ">; rel=\"canonical\"");
        assertThat(api.put("/contacts/" + id, "{'name': 'x'}").status()).isEqualTo(410);
        assertThat(api.get("/contacts/find_by_external_id/u2").status()).isEqualTo(410);
        assertNotFound(api.version("2.15").get("/contacts/" + id));
        Api.Reply refused = api.post("/contacts/" + id + "/unarchive", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("User has been merged and is not restorable.");
    }
}
