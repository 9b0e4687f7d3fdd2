package dev.audiencesync.intercom;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a refusal says. Intercom's own refusals are {@code {"type":"error.list","request_id","errors":[{"code","message"}]}}
 * with any part null or absent; a load balancer's are HTML pages or empty.
 *
 * @param code empty where there is none
 * @param message empty where there is none; one line, short, without the token
 * @param page whether it is an HTML page: somebody else's word than Intercom's
 */
record ErrorBody(String code, String message, @Nullable String requestId, boolean page) {

    private static final int LONGEST = 200;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    static ErrorBody ofMessage(String message) {
        return new ErrorBody("", trimmed(message), null, false);
    }

    /** @param redact takes the token out of a text */
    static ErrorBody parse(String body, UnaryOperator<String> redact) {
        Optional<JsonNode> json = Json.parse(body).filter(JsonNode::isObject);
        if (json.isPresent()) {
            return ofJson(json.get(), redact);
        }
        String text = redact.apply(body).strip();
        if (!text.startsWith("<")) {
            return ofMessage(text);
        }
        Matcher title = TITLE.matcher(text);
        return new ErrorBody("", title.find() ? trimmed("HTML page: " + title.group(1)) : "HTML page", null, true);
    }

    private static ErrorBody ofJson(JsonNode json, UnaryOperator<String> redact) {
        JsonNode errors = json.path("errors");
        String code = errors.valueStream()
                .map(error -> Json.text(error, "code"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
        String message = errors.valueStream()
                .map(error -> Json.text(error, "message"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        String requestId = Json.text(json, "request_id")
                .map(redact)
                .map(ErrorBody::trimmed)
                .orElse(null);
        return new ErrorBody(trimmed(redact.apply(code)), trimmed(redact.apply(message)), requestId, false);
    }

    ErrorBody withRequestId(@Nullable String fallback) {
        return requestId != null || fallback == null ? this : new ErrorBody(code, message, trimmed(fallback), page);
    }

    private static String trimmed(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
