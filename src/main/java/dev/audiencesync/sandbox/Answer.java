package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes back to the caller; a null body is an empty one. */
record Answer(int status, @Nullable JsonNode body, Map<String, String> headers) {

    static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer empty() {
        return new Answer(200, null, Map.of());
    }

    static Answer error(Refusal refusal, String requestId) {
        var body = Json.object().put("type", "error.list").put("request_id", requestId);
        body.putArray("errors").addObject().put("code", refusal.code()).put("message", refusal.text());
        return new Answer(refusal.status(), body, refusal.headers());
    }

    Answer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, all);
    }
}
