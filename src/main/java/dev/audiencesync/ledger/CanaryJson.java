package dev.audiencesync.ledger;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A canary as JSON text for the store, and back; null is everybody. */
final class CanaryJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CanaryJson() {}

    static @Nullable String write(Canary canary) {
        if (canary.isEverybody()) {
            return null;
        }
        ObjectNode json = JSON.createObjectNode();
        canary.only().forEach(json.putArray("only")::add);
        canary.limit().ifPresent(limit -> json.put("limit", limit));
        return json.toString();
    }

    static Canary read(@Nullable String text) {
        if (text == null) {
            return Canary.EVERYBODY;
        }
        JsonNode json = JSON.readTree(text);
        List<String> only =
                json.path("only").valueStream().map(JsonNode::asString).toList();
        JsonNode limit = json.path("limit");
        return new Canary(only, limit.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(limit.asLong()));
    }
}
