package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields and their fingerprints as JSON text for the store, and back. */
final class FieldsJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private FieldsJson() {}

    static String write(Map<String, FieldValue> fields) {
        return object(fields).toString();
    }

    static String write(List<SortedMap<String, FieldValue>> fieldsByAction) {
        ArrayNode array = JSON.createArrayNode();
        fieldsByAction.forEach(fields -> array.add(object(fields)));
        return array.toString();
    }

    static SortedMap<String, FieldValue> read(String json) {
        return fields(JSON.readTree(json));
    }

    static List<SortedMap<String, FieldValue>> readList(String json) {
        List<SortedMap<String, FieldValue>> all = new ArrayList<>();
        JSON.readTree(json).forEach(object -> all.add(fields(object)));
        return all;
    }

    static String write(Whole whole) {
        ObjectNode json = JSON.createObjectNode();
        json.set("fields", object(whole.fields()));
        whole.tags().forEach(json.putArray("tags")::add);
        return json.toString();
    }

    static Whole readWhole(@Nullable String text) {
        if (text == null) {
            return Whole.NONE;
        }
        JsonNode json = JSON.readTree(text);
        return new Whole(
                fields(json.path("fields")),
                json.path("tags").valueStream().map(JsonNode::asString).toList());
    }

    static String writeTexts(Map<String, String> texts) {
        ObjectNode object = JSON.createObjectNode();
        texts.forEach(object::put);
        return object.toString();
    }

    /** Null for none. */
    static @Nullable String writeAges(SortedMap<String, Long> ages) {
        return ages.isEmpty() ? null : writeCounts(ages);
    }

    static SortedMap<String, Long> readAges(@Nullable String json) {
        return json == null ? Collections.emptySortedMap() : readCounts(json);
    }

    static String writeCounts(Map<String, Long> counts) {
        ObjectNode object = JSON.createObjectNode();
        counts.forEach(object::put);
        return object.toString();
    }

    static SortedMap<String, Long> readCounts(String json) {
        SortedMap<String, Long> counts = new TreeMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }

    static SortedMap<String, String> readTexts(String json) {
        SortedMap<String, String> texts = new TreeMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    private static ObjectNode object(Map<String, FieldValue> fields) {
        ObjectNode object = JSON.createObjectNode();
        fields.forEach((name, value) -> put(object, name, value));
        return object;
    }

    private static void put(ObjectNode object, String name, FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            object.put(name, text.value());
        } else if (value instanceof FieldValue.Numeric number) {
            object.put(name, number.value());
        } else if (value instanceof FieldValue.Truth truth) {
            object.put(name, truth.value());
        } else {
            object.putNull(name);
        }
    }

    private static SortedMap<String, FieldValue> fields(JsonNode object) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        object.properties().forEach(entry -> fields.put(entry.getKey(), value(entry.getValue())));
        return fields;
    }

    private static FieldValue value(JsonNode node) {
        if (node.isNull()) {
            return new FieldValue.Clear();
        }
        if (node.isBoolean()) {
            return new FieldValue.Truth(node.booleanValue());
        }
        if (node.isNumber()) {
            return new FieldValue.Numeric(new BigDecimal(node.asString()));
        }
        return new FieldValue.Text(node.asString());
    }
}
