package dev.audiencesync.definition;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads create-or-update-user. */
final class CreateActionReader {

    static final int LONGEST_ATTRIBUTE_NAME = 190;

    /** The Users API (1.x) has them, no Contacts API does. */
    static final Set<Parameter> NOT_IN_CONTACTS_API = Collections.unmodifiableSet(
            EnumSet.of(Parameter.LAST_SEEN_IP, Parameter.LAST_SEEN_USER_AGENT, Parameter.NEW_SESSION));

    private final NodeReader reader;
    private final RecordShape shape;
    private final ValueReader values;

    CreateActionReader(NodeReader reader, RecordShape shape, ValueReader values) {
        this.reader = reader;
        this.shape = shape;
        this.values = values;
    }

    Action read(Section action, Node node, Condition when) {
        Section section = reader.section(node, "`parameters` of " + Keys.CREATE, Keys.CREATE_PARAMETERS);
        SortedMap<Parameter, Value> parameters = new TreeMap<>();
        for (Parameter parameter : Parameter.values()) {
            section.find(parameter.connectorName())
                    .ifPresent(value -> parameters.put(parameter, parameter(section, parameter, value)));
        }
        if (section.isMissing("user-id") && section.isMissing("email")) {
            reader.problem(
                    node,
                    Keys.CREATE + " needs `user-id` or `email`"
                            + (parameters.containsKey(Parameter.ID) ? ": `id` alone cannot create a user" : ""),
                    "add `user-id: " + shape.example() + "` or `email: " + shape.example() + "`");
        }
        return new Action.CreateOrUpdateUser(
                line(action),
                when,
                Collections.unmodifiableSortedMap(parameters),
                section.read("custom-attributes", Collections.emptySortedMap(), this::customAttributes),
                section.read("allow-resubscribe", false, reader::truth));
    }

    static int line(Section action) {
        return action.node().getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private Value parameter(Section section, Parameter parameter, Node node) {
        String name = "`" + parameter.connectorName() + "`";
        if (NOT_IN_CONTACTS_API.contains(parameter)) {
            section.key(parameter.connectorName())
                    .ifPresent(key -> reader.problem(
                            key,
                            "Intercom's Contacts API (2.x) has no " + name,
                            "send it as a custom attribute instead, below `custom-attributes`"));
        }
        Value value = values.read(node, name, use(parameter));
        checkConstant(node, name, parameter.kind(), value);
        return value;
    }

    private static ValueReader.Use use(Parameter parameter) {
        if (parameter == Parameter.EMAIL) {
            return ValueReader.Use.EMAIL_FIELD;
        }
        return parameter.kind() == Parameter.Kind.IDENTIFIER ? ValueReader.Use.IDENTIFIER : ValueReader.Use.FIELD;
    }

    /** A constant that cannot be read would reject every record it is used for. */
    private void checkConstant(Node node, String name, Parameter.Kind kind, Value value) {
        Object constant = constant(value);
        if (constant == null) {
            return;
        }
        if (kind == Parameter.Kind.TIME && !Constants.fit(constant, Value.Type.DATE)) {
            reader.problem(
                    node,
                    name + " is a time, but is given a constant that is none",
                    "write Unix seconds, or ISO 8601 in quotes such as \"2026-11-20T00:00:00Z\"");
        }
        if (kind == Parameter.Kind.TRUTH && !Constants.fit(constant, Value.Type.BOOLEAN)) {
            reader.problem(
                    node, name + " is true or false, but is given a constant that is neither", "write true or false");
        }
    }

    private static @Nullable Object constant(Value value) {
        return value instanceof Value.FromRecord fromRecord ? fromRecord.fallback() : ((Value.Literal) value).value();
    }

    private SortedMap<String, Value> customAttributes(Node node, String name) {
        SortedMap<String, Value> attributes = new TreeMap<>();
        for (NodeReader.Entry entry : reader.entries(node, name)) {
            checkAttributeName(entry);
            String attribute = "the custom attribute `" + Found.shortened(entry.name()) + "`";
            attributes.put(entry.name(), values.read(entry.value(), attribute, ValueReader.Use.ATTRIBUTE));
        }
        return Collections.unmodifiableSortedMap(attributes);
    }

    private void checkAttributeName(NodeReader.Entry entry) {
        String name = entry.name();
        if (name.isBlank()) {
            reader.problem(entry.key(), "a custom attribute has no name", "write its name before the colon");
        }
        if (name.contains(".") || name.contains("$")) {
            reader.problem(
                    entry.key(),
                    "the custom attribute `" + Found.shortened(name) + "` has a `.` or `$` in its name,"
                            + " which Intercom refuses",
                    "use another character, such as `_`");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_ATTRIBUTE_NAME) {
            reader.problem(
                    entry.key(),
                    "the custom attribute `" + Found.shortened(name) + "` has a name of more than "
                            + LONGEST_ATTRIBUTE_NAME + " characters",
                    "shorten the name");
        }
    }
}
