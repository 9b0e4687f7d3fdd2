package dev.audiencesync.definition;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads custom attributes, and which parameters are sent as one. */
final class AttributesReader {

    static final String INSTEAD = "as-custom-attribute";
    static final String TOO_LONG =
            " is given a constant of more than " + Constants.LONGEST_TEXT + " characters, which Intercom refuses";

    private final NodeReader reader;
    private final ValueReader values;

    AttributesReader(NodeReader reader, ValueReader values) {
        this.reader = reader;
        this.values = values;
    }

    /** {@code custom-attributes}, by name. */
    SortedMap<String, Value> read(Node node, String name) {
        SortedMap<String, Value> attributes = new TreeMap<>();
        for (NodeReader.Entry entry : reader.entries(node, name)) {
            checkName(entry.key(), entry.name());
            String attribute = "the custom attribute `" + Found.shortened(entry.name()) + "`";
            attributes.put(
                    entry.name(),
                    checked(
                            entry.value(),
                            attribute,
                            values.read(entry.value(), attribute, ValueReader.Use.ATTRIBUTE)));
        }
        return attributes;
    }

    private Value checked(Node at, String attribute, Value value) {
        Object constant = value.constant();
        if (constant != null && !Constants.fit(constant, Value.Type.TEXT)) {
            reader.problem(at, attribute + TOO_LONG, "shorten it");
        }
        return value;
    }

    /** The name of the custom attribute that a parameter's value is to be sent as, where the value says so. */
    Optional<Node> nameInstead(Node value) {
        if (value instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(INSTEAD))
                    .map(NodeTuple::getValueNode)
                    .findFirst();
        }
        return Optional.empty();
    }

    void add(SortedMap<String, Value> attributes, Parameter parameter, Node nameNode, Value value) {
        String name = reader.text(nameNode, "`" + INSTEAD + "`");
        if (name.isEmpty()) {
            return;
        }
        checkName(nameNode, name);
        checked(nameNode, "`" + parameter.connectorName() + "`", value);
        if (attributes.putIfAbsent(name, value) != null) {
            reader.problem(
                    nameNode,
                    "the custom attribute `" + Found.shortened(name) + "` is mapped twice: here, as `"
                            + parameter.connectorName() + "`, and before",
                    "keep one of the two, or use another name");
        }
    }

    private void checkName(Node at, String name) {
        if (name.isBlank()) {
            reader.problem(at, "a custom attribute has no name", "write its name before the colon");
        }
        if (name.contains(".") || name.contains("$")) {
            reader.problem(
                    at,
                    "the custom attribute `" + Found.shortened(name) + "` has a `.` or `$` in its name,"
                            + " which Intercom refuses",
                    "use another character, such as `_`");
        }
        if (name.codePointCount(0, name.length()) > AttributeName.LONGEST) {
            reader.problem(
                    at,
                    "the custom attribute `" + Found.shortened(name) + "` has a name of more than "
                            + AttributeName.LONGEST + " characters",
                    "shorten the name");
        }
    }
}
