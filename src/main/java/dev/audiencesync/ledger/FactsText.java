package dev.audiencesync.ledger;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Facts as text for the store, and back: the answers, and behind them, where there are any, the groups that matched as
 * {@code {"2":["VIP",["acme_main_208","Mobile User"]]}}, by leaf; a group without an id of its own is its name alone.
 */
final class FactsText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private FactsText() {}

    static String write(ConditionFacts facts) {
        if (facts.groups().isEmpty()) {
            return facts.answers();
        }
        ObjectNode byLeaf = JSON.createObjectNode();
        facts.groups().forEach((leaf, groups) -> {
            ArrayNode names = byLeaf.putArray(String.valueOf(leaf));
            groups.forEach(group -> add(names, group));
        });
        return facts.answers() + byLeaf;
    }

    private static void add(ArrayNode names, Group group) {
        if (group.id().equals(group.name())) {
            names.add(group.name());
        } else {
            names.addArray().add(group.id()).add(group.name());
        }
    }

    static ConditionFacts read(String text) {
        int end = text.indexOf('{');
        if (end < 0) {
            return new ConditionFacts(text);
        }
        Map<Integer, List<Group>> groups = new HashMap<>();
        JSON.readTree(text.substring(end))
                .properties()
                .forEach(leaf -> groups.put(Integer.valueOf(leaf.getKey()), groups(leaf.getValue())));
        return new ConditionFacts(text.substring(0, end), groups);
    }

    private static List<Group> groups(JsonNode names) {
        List<Group> groups = new ArrayList<>();
        for (JsonNode name : names) {
            groups.add(
                    name.isArray()
                            ? new Group(name.path(0).asString(), name.path(1).asString())
                            : new Group(name.asString(), name.asString()));
        }
        return List.copyOf(groups);
    }
}
