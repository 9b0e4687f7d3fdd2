package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagTest {
    private Sandbox sandbox;
    private Api api;
    private String ada;
    private String bo;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        api = new Api(sandbox);
        ada = api.create("{'external_id': 'ada'}");
        bo = api.create("{'external_id': 'bo'}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String user(String id) {
        return "{'id': '" + id + "'}";
    }

    @Test
    void namesAreOneWithoutCase() {
        Api.Reply created = api.post("/tags", "{'name': 'VIP'}");
        Api.Reply same = api.post("/tags", "{'name': 'vip'}");

        assertThat(created.json().path("type").stringValue()).isEqualTo("tag");
        assertThat(same.id()).isEqualTo(created.id());
        assertThat(same.json().path("name").stringValue()).isEqualTo("VIP");
        assertThat(api.get("/tags").ids()).containsExactly(created.id());
        assertThat(api.post("/tags", "{}").status()).isEqualTo(400);
    }

    @Test
    void anIdWithANameRenames() {
        String id = api.post("/tags", "{'name': 'VIP'}").id();
        api.post("/tags", "{'name': 'Other'}");

        assertThat(api.post("/tags", "{'id': '" + id + "', 'name': 'Gold'}")
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo("Gold");
        assertThat(api.post("/tags", "{'id': '" + id + "', 'name': 'other'}").status())
                .isEqualTo(400);
        assertThat(api.post("/tags", "{'id': '99', 'name': 'x'}").status()).isEqualTo(404);
        assertThat(sandbox.counts().calls(CallKind.RENAME_TAG)).isEqualTo(3);
    }

    @Test
    void deletingATagTakesItOffEverybodyForGood() {
        sandbox.manually().tag(ada, "VIP");
        String id = sandbox.tags().get(0).id();

        assertThat(api.delete("/tags/" + id).status()).isEqualTo(200);

        assertThat(api.get("/tags").ids()).isEmpty();
        assertThat(api.get("/contacts/" + ada + "/tags").ids()).isEmpty();
        assertThat(api.post("/tags", "{'name': 'VIP'}").id()).isNotEqualTo(id);
        Api.Reply again = api.delete("/tags/" + id);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.message()).isEqualTo("Resource Not Found");
    }

    @Test
    void bulkCreatesTheTagAndIn216SkipsAndListsWhomItKnew() {
        Api.Reply reply =
                api.post("/tags", "{'name': 'VIP', 'users': [" + user(ada) + "," + user("0".repeat(24)) + "]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("users").toString()).isEqualTo("[{\"id\":\"" + ada + "\",\"tagged\":true}]");
        assertThat(api.get("/contacts/" + ada + "/tags").ids()).containsExactly(reply.id());
        assertThat(sandbox.counts().calls(CallKind.TAG_BULK)).isEqualTo(1);
        assertThat(sandbox.counts().tagged()).isEqualTo(1);
    }

    @Test
    void archivedUsersAreUnknownToBulk() {
        sandbox.manually().archive(bo);

        assertThat(api.post("/tags", "{'name': 'VIP', 'users': [" + user(bo) + "]}")
                        .json()
                        .path("users")
                        .size())
                .isZero();
    }

    @Test
    void upTo215OneUnknownUserFailsTheWholeCall() {
        Api old = api.version("2.15");

        Api.Reply failed = old.post("/tags", "{'name': 'VIP', 'users': [" + user(ada) + "," + user("x") + "]}");
        Api.Reply fine = old.post("/tags", "{'name': 'New', 'users': [" + user(ada) + "]}");

        assertThat(failed.status()).isEqualTo(404);
        assertThat(sandbox.tags()).singleElement().extracting(TagSnapshot::name).isEqualTo("New");
        assertThat(fine.status()).isEqualTo(200);
        assertThat(fine.json().has("users")).isFalse();
    }

    @Test
    void bulkTakesFiftyUsers() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> user(ada)).collect(Collectors.joining(","));

        assertThat(api.post("/tags", "{'name': 'VIP', 'users': [" + fifty + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.post("/tags", "{'name': 'VIP', 'users': [" + fifty + "," + user(bo) + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.counts().tagged()).isEqualTo(1);
    }

    @Test
    void bulkUntagIsIgnoredOrHonouredAsSet() {
        sandbox.manually().tag(ada, "VIP");
        String untag = "{'name': 'VIP', 'users': [{'id': '" + ada + "', 'untag': true}]}";

        assertThat(api.post("/tags", untag)
                        .json()
                        .path("users")
                        .path(0)
                        .path("tagged")
                        .booleanValue())
                .isTrue();
        assertThat(sandbox.tags().get(0).contacts()).isEqualTo(1);

        sandbox.set(sandbox.settings().withBulkUntag(BulkUntag.HONOURED));
        assertThat(api.post("/tags", untag)
                        .json()
                        .path("users")
                        .path(0)
                        .path("tagged")
                        .booleanValue())
                .isFalse();
        assertThat(sandbox.tags().get(0).contacts()).isZero();
        assertThat(sandbox.counts().untagged()).isEqualTo(1);
    }

    @Test
    void oneContactIsTaggedAndUntaggedById() {
        String vip = sandbox.manually().seedTag("VIP");
        String path = "/contacts/" + ada + "/tags";

        Api.Reply tagged = api.post(path, "{'id': '" + vip + "'}");
        api.post(path, "{'id': '" + vip + "'}");
        assertThat(tagged.id()).isEqualTo(vip);
        assertThat(api.get(path).json().path("data").path(0).path("name").stringValue())
                .isEqualTo("VIP");

        assertThat(api.delete(path + "/" + vip).status()).isEqualTo(200);
        assertThat(api.delete(path + "/" + vip).status()).isEqualTo(200);
        assertThat(api.get(path).ids()).isEmpty();
        assertThat(sandbox.counts().tagged()).isEqualTo(1);
        assertThat(sandbox.counts().untagged()).isEqualTo(1);
    }

    @Test
    void unknownTagsAndContactsAreToldApart() {
        String vip = sandbox.manually().seedTag("VIP");

        assertThat(api.post("/contacts/" + ada + "/tags", "{'id': '99'}").message())
                .isEqualTo("Resource Not Found");
        assertThat(api.delete("/contacts/" + ada + "/tags/99").status()).isEqualTo(404);
        assertThat(api.post("/contacts/none/tags", "{'id': '" + vip + "'}").message())
                .isEqualTo("User Not Found");
        assertThat(api.delete("/contacts/none/tags/" + vip).status()).isEqualTo(404);
    }

    @Test
    void aContactCarriesTenTagsInlineAndTheirTotal() {
        IntStream.range(0, 12).forEach(i -> sandbox.manually().tag(ada, "t" + i));

        var tags = api.get("/contacts/" + ada).json().path("tags");

        assertThat(tags.path("data").size()).isEqualTo(10);
        assertThat(tags.path("data").path(0).has("name")).isFalse();
        assertThat(tags.path("total_count").intValue()).isEqualTo(12);
        assertThat(tags.path("has_more").booleanValue()).isTrue();
        assertThat(api.get("/contacts/" + ada + "/tags").ids()).hasSize(12);
    }
}
