package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every word of the schema is one the loader knows, and the other way round. */
class SchemaVocabularyTest {

    private final JsonNode schema = JsonMapper.shared().readTree(Path.of("jobs", "schema", "job.schema.json"));

    @Test
    void everyClosedMappingHasTheLoadersKeys() {
        Map<String, Set<String>> expected = new HashMap<>();
        expected.put("", Set.copyOf(Keys.ROOT));
        expected.put("/$defs/source", Set.copyOf(Keys.SOURCE));
        expected.put("/$defs/location", Set.copyOf(Keys.LOCATION));
        expected.put("/$defs/intercom", Set.copyOf(Keys.INTERCOM));
        expected.put("/$defs/action", Set.copyOf(Keys.ACTION));
        expected.put("/$defs/createParameters", Set.copyOf(Keys.CREATE_PARAMETERS));
        expected.put("/$defs/tagParameters", Set.copyOf(Keys.TAG_PARAMETERS));
        expected.put("/$defs/tagPattern", Set.copyOf(Keys.TAG_PATTERN));
        expected.put("/$defs/limits", Set.copyOf(Keys.LIMITS));
        expected.put("/$defs/verify", Set.copyOf(Keys.VERIFY));
        expected.put("/$defs/condition", Set.copyOf(Keys.CONDITION));
        expected.put("/$defs/valueMapping", Set.copyOf(Keys.VALUE));
        expected.put(
                "/$defs/emailMapping",
                without(Keys.VALUE, List.of("value", "default", "as", AttributesReader.INSTEAD)));
        expected.put(
                "/$defs/orderMapping", without(Keys.VALUE, List.of("value", "blank", "as", AttributesReader.INSTEAD)));
        expected.put(
                "/$defs/identifierMapping",
                without(Keys.VALUE, List.of("value", "default", "blank", "as", AttributesReader.INSTEAD)));

        Map<String, Set<String>> found = new HashMap<>();
        walk(schema, "", (path, node) -> {
            if (node.path("additionalProperties").isBoolean()) {
                assertThat(node.path("additionalProperties").asBoolean()).isFalse();
                found.put(path, Set.copyOf(node.path("properties").propertyNames()));
            }
        });
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void everyMappingIsClosedOrSaysWhatItHolds() {
        walk(schema, "", (path, node) -> {
            if (node.path("type").asString("").equals("object")
                    && !path.equals("/$defs/action/properties/parameters")) {
                assertThat(node.has("additionalProperties")).as(path).isTrue();
            }
        });
    }

    @Test
    void everyEnumHasTheLoadersWords() {
        Map<String, Collection<String>> expected = new LinkedHashMap<>();
        expected.put("/$defs/source/properties/stream", Choices.STREAM.keySet());
        expected.put("/$defs/source/properties/format", Choices.FORMAT.keySet());
        expected.put("/$defs/location/properties/membership", Choices.MEMBERSHIP.keySet());
        expected.put("/$defs/location/if/properties/membership", Set.of("joined", "left"));
        expected.put("/$defs/source/properties/delimiter/anyOf/0", Choices.DELIMITER.keySet());
        expected.put("/$defs/source/properties/mode", Choices.MODE.keySet());
        expected.put("/$defs/intercom/properties/region", Choices.REGION.keySet());
        expected.put("/$defs/intercom/properties/on-archived", Choices.ON_ARCHIVED.keySet());
        expected.put("/$defs/intercom/properties/on-deleted", Choices.ON_DELETED.keySet());
        expected.put("/$defs/verify/properties/on-drift", Choices.ON_DRIFT.keySet());
        expected.put("/$defs/action/properties/action", Keys.ACTIONS);
        expected.put("/$defs/tagParameters/properties/untag", Choices.UNTAG.keySet());
        expected.put("/$defs/tagPattern/properties/each", Choices.GROUP_KIND.keySet());
        expected.put("/$defs/valueMapping/properties/as", Choices.TYPE.keySet());
        expected.put("/$defs/valueMapping/properties/blank", List.of("clear"));
        expected.put("/$defs/emailMapping/properties/blank", List.of("clear"));
        expected.put("/$defs/truthLiteral/anyOf/0", Constants.TRUTHS);

        Map<String, Set<String>> found = new LinkedHashMap<>();
        walk(schema, "", (path, node) -> {
            if (node.has("enum")) {
                found.put(path, words(node.path("enum")));
            }
        });
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((path, words) -> assertThat(found.get(path)).as(path).isEqualTo(new TreeSet<>(words)));
    }

    @Test
    void defaultsAndRangesAreTheLoaders() {
        JobDefinition definition = Sample.load(Sample.job());
        JsonNode limits = schema.at("/$defs/limits/properties");
        assertThat(limits.at("/max-untag-percent/default").asInt())
                .isEqualTo(definition.limits().maxUntagPercent());
        assertThat(limits.at("/max-tag-percent/default").asInt())
                .isEqualTo(definition.limits().maxTagPercent());
        assertThat(limits.at("/max-tag-percent/maximum").asInt()).isEqualTo(LimitsReader.MOST_GROWTH_PERCENT);
        assertThat(limits.at("/min-people-percent/default").asInt())
                .isEqualTo(definition.limits().minPeoplePercent());
        assertThat(limits.at("/max-definition-change-percent/default").asInt())
                .isEqualTo(definition.limits().maxDefinitionChangePercent());
        assertThat(limits.at("/max-reject-percent/default").asInt())
                .isEqualTo(definition.limits().maxRejectPercent());
        JsonNode intercom = schema.at("/$defs/intercom/properties");
        assertThat(intercom.at("/version/default").asString())
                .isEqualTo(definition.intercom().version());
        assertThat(intercom.at("/reserve-percent/default").asInt())
                .isEqualTo(definition.intercom().reservePercent());
        assertThat(Choices.REGION.get(intercom.at("/region/default").asString()))
                .isEqualTo(definition.intercom().baseUrl().toString());
        assertThat(schema.at("/properties/time-zone/default").asString())
                .isEqualTo(definition.timeZone().getId());
    }

    @Test
    void everyKeyAndChoiceIsDescribed() {
        walk(schema, "", (path, node) -> node.path("properties").properties().forEach(property -> {
            JsonNode meant = property.getValue();
            boolean mapped = path.startsWith("/$defs/") || path.isEmpty();
            if (mapped && meant.isObject() && meant.has("$ref") && !meant.has("description")) {
                meant = schema.at(meant.path("$ref").asString().substring(1));
            }
            if (node.path("additionalProperties").isBoolean()) {
                assertThat(meant.path("description").asString(""))
                        .as(path + "/" + property.getKey())
                        .isNotBlank();
            }
        }));
    }

    private static Set<String> without(Collection<String> keys, Collection<String> removed) {
        return keys.stream().filter(key -> !removed.contains(key)).collect(Collectors.toSet());
    }

    private static Set<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asString()));
        return new TreeSet<>(words);
    }

    private interface Visitor {
        void visit(String path, JsonNode node);
    }

    private static void walk(JsonNode node, String path, Visitor visitor) {
        if (node.isObject()) {
            visitor.visit(path, node);
            node.properties().forEach(entry -> walk(entry.getValue(), path + "/" + entry.getKey(), visitor));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), path + "/" + i, visitor);
            }
        }
    }
}
