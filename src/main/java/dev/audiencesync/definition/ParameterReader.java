package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one parameter of create-or-update-user, and refuses what the version's API does not have. */
final class ParameterReader {

    private static final Set<Parameter> NEVER_EMPTY =
            Set.of(Parameter.UPDATE_LAST_REQUEST_AT, Parameter.NEW_SESSION, Parameter.ROLE);

    private final NodeReader reader;
    private final RecordShape shape;
    private final ValueReader values;
    private final Api api;

    ParameterReader(NodeReader reader, RecordShape shape, ValueReader values, Api api) {
        this.reader = reader;
        this.shape = shape;
        this.values = values;
        this.api = api;
    }

    /** A value that is sent as the field of its name. */
    Value asField(Section section, Parameter parameter, Node node) {
        if (!parameter.isIn(api)) {
            section.key(parameter.connectorName())
                    .ifPresent(key -> reader.problem(
                            key, api.title() + " has no `" + parameter.connectorName() + "`", fix(parameter)));
        }
        return read(parameter, node);
    }

    /** A value that is sent as a custom attribute. */
    Value asAttribute(Parameter parameter, Node node) {
        Value value = read(parameter, node);
        return parameter.attributeType().map(type -> typed(value, type)).orElse(value);
    }

    private Value read(Parameter parameter, Node node) {
        String name = "`" + parameter.connectorName() + "`";
        Value value = values.read(node, name, use(parameter));
        Object constant = value.constant();
        if (constant != null && !Constants.fit(constant, parameter.kind())) {
            refuseConstant(node, name, parameter.kind(), constant);
        }
        return value;
    }

    private static ValueReader.Use use(Parameter parameter) {
        if (parameter == Parameter.EMAIL) {
            return ValueReader.Use.EMAIL_FIELD;
        }
        if (parameter.kind() == Parameter.Kind.IDENTIFIER) {
            return ValueReader.Use.IDENTIFIER;
        }
        boolean movable = parameter.attributeType().isPresent();
        if (NEVER_EMPTY.contains(parameter)) {
            return movable ? ValueReader.Use.MOVABLE_SIGNAL : ValueReader.Use.SIGNAL;
        }
        return movable ? ValueReader.Use.MOVABLE_FIELD : ValueReader.Use.FIELD;
    }

    private String fix(Parameter parameter) {
        if (parameter.attributeType().isEmpty()) {
            return "remove it: there everybody is a user";
        }
        return "send it as a custom attribute instead: `" + parameter.connectorName() + ": "
                + shape.example()
                        .replace(
                                " }",
                                ", " + AttributesReader.INSTEAD + ": "
                                        + parameter.connectorName().replace('-', '_') + " }")
                + "`";
    }

    /** A constant that cannot be read would reject every record it is used for. */
    private void refuseConstant(Node node, String name, Parameter.Kind kind, Object constant) {
        switch (kind) {
            case TIME ->
                reader.problem(
                        node,
                        name + " is a time, but is given a constant that is none",
                        "write Unix seconds, or ISO 8601 in quotes such as \"2026-11-20T00:00:00Z\"");
            case TRUTH ->
                reader.problem(
                        node,
                        name + " is true or false, but is given a constant that is neither",
                        "write true or false");
            case WHOLE_NUMBER ->
                reader.problem(
                        node,
                        name + " is a whole number, but is given a constant that is none",
                        "write the id of the owner's account in Intercom, such as 814860");
            case URL ->
                reader.problem(
                        node,
                        name + " is a web address, but is given a constant that is none",
                        "write one that begins with https:// or http://");
            case ROLE ->
                reader.problem(
                        node,
                        name + " can only be `user`" + (isLead(constant) ? ", for leads are nobody's here" : ""),
                        "write `user`, or remove it: a job makes users, and Intercom makes no lead of a user");
            case TEXT -> reader.problem(node, name + AttributesReader.TOO_LONG, "shorten it");
            case IDENTIFIER, LONG_TEXT -> throw new IllegalStateException("Any constant is a text");
        }
    }

    private static boolean isLead(Object constant) {
        return constant instanceof String text
                && text.strip().toLowerCase(Locale.ROOT).equals("lead");
    }

    private static Value typed(Value value, Value.Type type) {
        if (value instanceof Value.FromRecord from) {
            return new Value.FromRecord(from.pointer(), from.fallback(), from.clearBlank(), type);
        }
        return new Value.Literal(typed(((Value.Literal) value).value(), type));
    }

    private static Object typed(Object constant, Value.Type type) {
        String text = constant instanceof BigDecimal number ? number.toPlainString() : constant.toString();
        return switch (type) {
            case TEXT -> text;
            case BOOLEAN -> Constants.isTrue(constant);
            case NUMBER -> Constants.isWholeNumber(constant) ? new BigDecimal(text) : constant;
            case DATE, AS_FOUND -> constant;
        };
    }
}
