package dev.audiencesync.intercom;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Intercom speaks it. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /** Empty where the text is not one whole JSON document; what is wrong could quote a person's data. */
    static Optional<JsonNode> parse(String body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A string that is present and not empty: Intercom answers a cleared e-mail as {@code ""}. */
    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /** An id: some versions write numbers. */
    static Optional<String> id(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() ? Optional.of(value.asString()) : text(node, field);
    }

    static String requiredId(JsonNode node, String field) {
        return id(node, field).orElseThrow(() -> new UnreadableAnswer("an answer without " + field));
    }

    static JsonNode requiredArray(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw new UnreadableAnswer("an answer without the list " + field);
        }
        return value;
    }
}
