package dev.audiencesync.ledger;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
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
 * {@code {"2":["VIP",["acme_main_208","Mobile User"]]}}, by leaf; a group without an id of its own is its name alone. The
 * cells of groups that the person is not in stand there too, {@code {"2-":["fan"],"2?":["trial a"]}}: those that say so,
 * and those that are empty; both keys stand wherever there are such cells.
 */
final class FactsText {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DENIED = "-";
    private static final String BLANK = "?";

    private FactsText() {}

    static String write(ConditionFacts facts) {
        if (facts.groups().isEmpty() && facts.columns().isEmpty()) {
            return facts.answers();
        }
        ObjectNode byLeaf = JSON.createObjectNode();
        facts.groups().forEach((leaf, groups) -> {
            ArrayNode names = byLeaf.putArray(String.valueOf(leaf));
            groups.forEach(group -> add(names, group));
        });
        facts.columns().forEach((leaf, cells) -> {
            cells.denied().forEach(byLeaf.putArray(leaf + DENIED)::add);
            cells.blank().forEach(byLeaf.putArray(leaf + BLANK)::add);
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
        Map<Integer, GroupCells> columns = new HashMap<>();
        JsonNode byLeaf = JSON.readTree(text.substring(end));
        for (String key : byLeaf.propertyNames()) {
            if (key.endsWith(DENIED)) {
                String leaf = key.substring(0, key.length() - DENIED.length());
                columns.put(
                        Integer.valueOf(leaf),
                        new GroupCells(names(byLeaf.path(key)), names(byLeaf.path(leaf + BLANK))));
            } else if (!key.endsWith(BLANK)) {
                groups.put(Integer.valueOf(key), groups(byLeaf.path(key)));
            }
        }
        return new ConditionFacts(text.substring(0, end), groups, columns);
    }

    private static List<String> names(JsonNode cells) {
        return cells.valueStream().map(JsonNode::asString).toList();
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
