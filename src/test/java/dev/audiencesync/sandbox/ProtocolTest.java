package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every call: token, version, media types, routes, error bodies. */
class ProtocolTest {
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withToken("right").withWorkspaceId("abc123"));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Api.Reply raw(String method, String path, Map<String, String> more, String body) {
        Map<String, String> headers = new java.util.HashMap<>(Map.of(
                "Authorization", "Bearer right", "Accept", "application/json", "Content-Type", "application/json"));
        headers.putAll(more);
        headers.values().removeIf(String::isEmpty);
        return api.raw(method, path, headers, body);
    }

    @Test
    void meNamesTheWorkspace() {
        Api.Reply me = raw("GET", "/me", Map.of(), null);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("type").stringValue()).isEqualTo("admin");
        assertThat(me.json().path("app").path("id_code").stringValue()).isEqualTo("abc123");
    }

    @Test
    void withoutATokenOrWithAnotherIs401() {
        Api.Reply missing = raw("GET", "/me", Map.of("Authorization", ""), null);
        Api.Reply wrong = raw("GET", "/me", Map.of("Authorization", "Bearer wrong"), null);

        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.json().path("type").stringValue()).isEqualTo("error.list");
        assertThat(missing.code()).isEqualTo("token_unauthorized");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10", "2.13", "2.15", "2.16"})
    void supportedVersionsAreEchoed(String version) {
        Api.Reply reply = raw("GET", "/me", Map.of("Intercom-Version", version), null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Intercom-Version")).isEqualTo(version);
    }

    @Test
    void withoutAVersionItIsTheNewest() {
        assertThat(raw("GET", "/me", Map.of(), null).header("Intercom-Version")).isEqualTo("2.16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "2.0", "2.9", "2.17", "3.1", "latest"})
    void otherVersionsAreRefused(String version) {
        Api.Reply reply = raw("GET", "/me", Map.of("Intercom-Version", version), null);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("intercom_version_invalid");
    }

    @Test
    void jsonHasToBeAcceptedAndSent() {
        assertThat(raw("GET", "/me", Map.of("Accept", "text/html"), null).status())
                .isEqualTo(406);
        assertThat(raw("GET", "/me", Map.of("Accept", ""), null).status()).isEqualTo(406);
        assertThat(raw("POST", "/tags", Map.of("Content-Type", "text/plain"), "{}")
                        .status())
                .isEqualTo(415);
        assertThat(raw("POST", "/tags", Map.of(), "{\"name\": ").status()).isEqualTo(400);
        assertThat(raw("POST", "/tags", Map.of(), "[]").status()).isEqualTo(400);
    }

    @Test
    void unknownPathsAre404AndWrongMethods405() {
        assertThat(raw("GET", "/contact", Map.of(), null).status()).isEqualTo(404);
        assertThat(raw("DELETE", "/tags", Map.of(), null).status()).isEqualTo(405);
        assertThat(sandbox.counts().calls(CallKind.UNROUTED)).isEqualTo(2);
    }

    @Test
    void everyAnswerHasARequestIdAndErrorsRepeatIt() {
        Api.Reply reply = raw("GET", "/contacts/none", Map.of(), null);

        assertThat(reply.header("X-Request-Id"))
                .isNotBlank()
                .isEqualTo(reply.json().path("request_id").stringValue());
    }
}
