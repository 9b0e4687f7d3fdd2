package dev.audiencesync.definition;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads create-or-update-user. */
final class CreateActionReader {

    private final NodeReader reader;
    private final RecordShape shape;
    private final ParameterReader fields;
    private final AttributesReader attributes;

    CreateActionReader(NodeReader reader, RecordShape shape, ValueReader values, Api api) {
        this.reader = reader;
        this.shape = shape;
        this.fields = new ParameterReader(reader, shape, values, api);
        this.attributes = new AttributesReader(reader, values);
    }

    Action read(Section action, Node node, Condition when) {
        Section section = reader.section(node, "`parameters` of " + Keys.CREATE, Keys.CREATE_PARAMETERS);
        SortedMap<Parameter, Value> parameters = new TreeMap<>();
        SortedMap<String, Value> custom = section.read("custom-attributes", new TreeMap<>(), attributes::read);
        for (Parameter parameter : Parameter.values()) {
            section.find(parameter.connectorName()).ifPresent(value -> attributes
                    .nameInstead(value)
                    .ifPresentOrElse(
                            name -> attributes.add(custom, parameter, name, fields.asAttribute(parameter, value)),
                            () -> parameters.put(parameter, fields.asField(section, parameter, value))));
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
                Collections.unmodifiableSortedMap(custom),
                section.read("allow-resubscribe", false, reader::truth));
    }

    static int line(Section action) {
        return action.node().getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
