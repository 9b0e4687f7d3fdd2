package dev.audiencesync.intercom;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Tells what an answer means: for the one it is about, for everybody, or for nobody since it will pass. */
final class AnswerReader {

    private static final Set<String> SYSTEMIC_CODES =
            Set.of("unauthorized", "forbidden", "api_plan_restricted", SystemicRefusal.VERSION_INVALID);

    /** Another app of the workspace is scrolling, or one that was cut off was: it ends within a minute. */
    private static final String SCROLL_EXISTS = "scroll_exists";

    private static final Pattern CANONICAL =
            Pattern.compile("<[^>]*/contacts/([^/>?]+)>[^,]*;\\s*rel=\"?canonical\"?", Pattern.CASE_INSENSITIVE);

    private AnswerReader() {}

    /**
     * @throws TransientFault for what another attempt may mend
     * @throws SystemicRefusal for what concerns everybody
     */
    static <T> Reply<T> read(
            CallKind call, HttpAnswer answer, UnaryOperator<String> redact, Function<JsonNode, T> decoder) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return new Reply.Success<>(decode(call, answer, decoder));
        }
        ErrorBody error = ErrorBody.parse(answer.body(), redact)
                .withRequestId(answer.headers().getFirst("X-Request-Id"));
        Fault fault = new Fault(call, answer.status(), error);
        if (isTransient(fault) || isCutOff(answer.body())) {
            throw new TransientFault(fault, null);
        }
        if (isSystemic(fault)) {
            throw new SystemicRefusal(fault);
        }
        return new Reply.Declined<>(new Refusal(fault, canonicalId(answer.headers())));
    }

    private static <T> T decode(CallKind call, HttpAnswer answer, Function<JsonNode, T> decoder) {
        try {
            JsonNode json = Json.parse(answer.body())
                    .filter(JsonNode::isObject)
                    .orElseThrow(() -> new UnreadableAnswer("not a JSON object"));
            return decoder.apply(json);
        } catch (UnreadableAnswer e) {
            ErrorBody error = ErrorBody.ofMessage("unreadable answer: " + e.getMessage())
                    .withRequestId(answer.headers().getFirst("X-Request-Id"));
            throw new TransientFault(new Fault(call, answer.status(), error), null);
        }
    }

    /** What a refusal says decides for a week: one of which the end is missing is asked for again. */
    private static boolean isCutOff(String body) {
        return body.stripLeading().startsWith("{") && Json.parse(body).isEmpty();
    }

    /** A 404 page is a proxy's or a wrong address's word; Intercom's own, in JSON or empty, says that somebody is gone. */
    private static boolean isTransient(Fault fault) {
        int status = fault.status();
        boolean foreign404 = status == 404 && fault.error().page();
        boolean scrolling = fault.error().code().equals(SCROLL_EXISTS);
        return status == 408 || status == 429 || status >= 500 || foreign404 || scrolling;
    }

    /** Redirects are never followed, so one means that the base URL is wrong. */
    private static boolean isSystemic(Fault fault) {
        String code = fault.error().code();
        return fault.status() < 400
                || fault.status() == 401
                || fault.status() == 403
                || SYSTEMIC_CODES.contains(code)
                || code.startsWith("token_");
    }

    private static Optional<String> canonicalId(HttpHeaders headers) {
        return headers.getOrDefault("Link", List.of()).stream()
                .map(CANONICAL::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst();
    }
}
