package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AttributesTest {
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withAttribute("plan", AttributeType.STRING));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode listed(String name) {
        return StreamSupport.stream(
                        api.get("/data_attributes?model=contact")
                                .json()
                                .path("data")
                                .spliterator(),
                        false)
                .filter(attribute -> attribute.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theListTellsCustomFromBuiltIn() {
        JsonNode plan = listed("plan");

        assertThat(plan.path("full_name").stringValue()).isEqualTo("custom_attributes.plan");
        assertThat(plan.path("data_type").stringValue()).isEqualTo("string");
        assertThat(plan.path("custom").booleanValue()).isTrue();
        assertThat(plan.path("api_writable").booleanValue()).isTrue();
        assertThat(plan.path("archived").booleanValue()).isFalse();
        assertThat(listed("email").path("custom").booleanValue()).isFalse();
    }

    @Test
    void aDefinedAttributeCanBeWritten() {
        String body = "{'external_id': 'a', 'custom_attributes': {'size': 'small'}}";
        assertThat(api.post("/contacts", body).status()).isEqualTo(400);

        Api.Reply defined = api.post(
                "/data_attributes",
                "{'name': 'size', 'model': 'contact', 'data_type': 'options',"
                        + " 'options': [{'value': 'small'}, {'value': 'big'}]}");

        assertThat(defined.status()).isEqualTo(200);
        assertThat(listed("size").path("options").toString()).isEqualTo("[\"small\",\"big\"]");
        assertThat(api.post("/contacts", body).status()).isEqualTo(200);
        assertThat(api.post("/contacts", "{'external_id': 'b', 'custom_attributes': {'size': 'huge'}}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name': 'plan', 'model': 'contact', 'data_type': 'string'",
                "'name': 'a.b', 'model': 'contact', 'data_type': 'string'",
                "'name': 'a$b', 'model': 'contact', 'data_type': 'string'",
                "'name': 'a', 'model': 'contact', 'data_type': 'text'",
                "'name': 'a', 'model': 'conversation', 'data_type': 'string'",
                "'name': 'a', 'model': 'contact', 'data_type': 'options', 'options': [{'value': 'one'}]",
                "'model': 'contact', 'data_type': 'string'"
            })
    void whatIntercomDoesNotTakeIsRefused(String fields) {
        Api.Reply reply = api.post("/data_attributes", "{" + fields + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("parameter_invalid");
    }

    @Test
    void aWorkspaceHas250() {
        for (int i = 1; i < 250; i++) {
            sandbox.manually().defineAttribute("a" + i, AttributeType.INTEGER);
        }

        assertThat(api.post("/data_attributes", "{'name': 'one more', 'model': 'contact', 'data_type': 'string'}")
                        .status())
                .isEqualTo(400);
    }
}
