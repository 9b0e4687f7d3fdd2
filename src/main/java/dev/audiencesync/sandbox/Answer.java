package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What goes back to the caller.
 *
 * @param contentType of the body; of no meaning where there is none
 * @param body an empty text for none
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=utf-8";

    static Answer ok(JsonNode body) {
        return new Answer(200, JSON, body.toString(), Map.of());
    }

    static Answer empty() {
        return new Answer(200, JSON, "", Map.of());
    }

    static Answer page(int status, String html) {
        return new Answer(status, "text/html; charset=utf-8", html, Map.of());
    }

    static Answer error(Refusal refusal, String requestId) {
        var body = Json.object().put("type", "error.list").put("request_id", requestId);
        body.putArray("errors").addObject().put("code", refusal.code()).put("message", refusal.text());
        return new Answer(refusal.status(), JSON, body.toString(), refusal.headers());
    }

    Answer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, all);
    }
}
