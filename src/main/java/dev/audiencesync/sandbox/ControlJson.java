package dev.audiencesync.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts, settings and faults as the sandbox's own pages show and take them. */
final class ControlJson {
    private ControlJson() {}

    static ObjectNode of(SandboxCounts counts) {
        ObjectNode json = Json.object()
                .put("total", counts.total())
                .put("writes", counts.writes())
                .put("rateLimited", counts.rateLimited());
        ObjectNode calls = json.putObject("calls");
        for (CallKind kind : CallKind.values()) {
            calls.put(kind.wireName(), counts.calls(kind));
        }
        return json.put("contactsCreated", counts.contactsCreated())
                .put("contactsUpdated", counts.contactsUpdated())
                .put("tagged", counts.tagged())
                .put("untagged", counts.untagged());
    }

    static ArrayNode of(List<WindowUse> windows) {
        ArrayNode json = Json.array();
        for (WindowUse window : windows) {
            ObjectNode one =
                    json.addObject().put("start", window.start().toString()).put("limit", window.limit());
            ArrayNode apps = one.putArray("apps");
            window.apps().forEach(use -> apps.addObject()
                    .put("app", use.app())
                    .put("granted", use.granted())
                    .put("refused", use.refused()));
        }
        return json;
    }

    static ObjectNode of(SandboxSettings settings) {
        ObjectNode json = Json.object();
        json.putObject("latencyMillis")
                .put("min", settings.minLatency().toMillis())
                .put("max", settings.maxLatency().toMillis());
        return json.put("indexLagMillis", settings.indexLag().toMillis())
                .put("rateLimitPerMinute", settings.rateLimitPerMinute())
                .put("bulkUntag", settings.bulkUntag().wireName())
                .put("duplicateEmailCreate", settings.duplicateEmailCreate().wireName());
    }

    static ObjectNode of(Faults faults) {
        ObjectNode json = Json.object().put("seed", faults.seed());
        ArrayNode all = json.putArray("faults");
        faults.tallies().forEach(tally -> all.addObject()
                .put("fault", tally.fault())
                .put("calls", tally.calls())
                .put("struck", tally.struck()));
        return json;
    }

    /** Absent keys stay as they are. */
    static SandboxSettings changed(SandboxSettings old, ObjectNode wanted) {
        SandboxSettings settings = old;
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            JsonNode value = entry.getValue();
            settings = switch (entry.getKey()) {
                case "latencyMillis" ->
                    settings.withLatency(
                            millis("latencyMillis.min", value.path("min")),
                            millis("latencyMillis.max", value.path("max")));
                case "indexLagMillis" -> settings.withIndexLag(millis("indexLagMillis", value));
                case "rateLimitPerMinute" ->
                    settings.withRateLimitPerMinute(Math.toIntExact(integer("rateLimitPerMinute", value)));
                case "bulkUntag" -> settings.withBulkUntag(choice(value, BulkUntag.values(), BulkUntag::wireName));
                case "duplicateEmailCreate" ->
                    settings.withDuplicateEmailCreate(
                            choice(value, DuplicateEmailCreate.values(), DuplicateEmailCreate::wireName));
                default -> throw new IllegalArgumentException("No such setting: " + entry.getKey());
            };
        }
        return settings;
    }

    private static Duration millis(String name, JsonNode value) {
        return Duration.ofMillis(integer(name, value));
    }

    private static long integer(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be an integer");
        }
        return value.longValue();
    }

    private static <E> E choice(JsonNode value, E[] all, Function<E, String> name) {
        String given = value.asString("");
        return Arrays.stream(all)
                .filter(one -> name.apply(one).equals(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + given + "' is none of "
                        + Arrays.stream(all).map(name).collect(Collectors.joining(", "))));
    }
}
