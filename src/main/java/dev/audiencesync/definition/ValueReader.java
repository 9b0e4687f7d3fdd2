package dev.audiencesync.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads where a parameter's value comes from. */
final class ValueReader {

    /** What the value is for decides what it may be. */
    enum Use {
        FIELD(true, true, true),
        /** A field that some versions do not have, so that a custom attribute can take its place. */
        MOVABLE_FIELD(true, true, true),
        /** Says something to Intercom that is not kept, or cannot be empty. */
        SIGNAL(true, true, false),
        MOVABLE_SIGNAL(true, true, false),
        /** A custom attribute, whose type the workspace has set. */
        ATTRIBUTE(true, true, true),
        /** The create action's e-mail is an identifier and a field: a blank one may empty the field. */
        EMAIL_FIELD(false, false, true),
        IDENTIFIER(false, false, false),
        /** Orders the records of one person. */
        ORDER(false, true, false);

        private final boolean literal;
        private final boolean fallback;
        private final boolean clear;

        Use(boolean literal, boolean fallback, boolean clear) {
            this.literal = literal;
            this.fallback = fallback;
            this.clear = clear;
        }
    }

    private static final Map<String, String> CONTAINERS = Map.of(
            "property", "/properties/",
            "metric", "/metrics/",
            "flag", "/flags/",
            "date", "/dates/",
            "column", "/");

    private final NodeReader reader;
    private final RecordShape shape;

    ValueReader(NodeReader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
    }

    Value read(Node node, String name, Use use) {
        if (node instanceof MappingNode) {
            return mapping(reader.section(node, "the value of " + name, Keys.VALUE), name, use);
        }
        if (Found.isText(node) && ((ScalarNode) node).getValue().startsWith("/")) {
            return new Value.FromRecord(pointer(node, name));
        }
        return literal(node, node, name, use);
    }

    private Value mapping(Section section, String name, Use use) {
        List<String> origins = Keys.VALUE_ORIGINS.stream()
                .filter(origin -> section.find(origin).isPresent())
                .toList();
        if (origins.size() != 1) {
            String found = origins.isEmpty() ? "none" : Suggestion.quoted(origins);
            reader.problem(
                    section.node(),
                    "the value of " + name + " must have exactly one of " + Suggestion.quoted(Keys.VALUE_ORIGINS)
                            + ", but has " + found,
                    "say once where the value comes from, for example `" + shape.example() + "`");
            return new Value.Literal("");
        }
        String origin = origins.get(0);
        if (use != Use.MOVABLE_FIELD && use != Use.MOVABLE_SIGNAL) {
            refuse(section, AttributesReader.INSTEAD, name + " is not sent as a custom attribute of another name");
        }
        if (origin.equals("value")) {
            refuse(section, "default", "`default` has no effect on a literal `value`");
            refuse(section, "blank", "`blank` has no effect on a literal `value`");
            refuse(section, "as", "`as` has no effect on a literal `value`, which has a type of its own");
            return section.read(origin, new Value.Literal(""), (node, key) -> literal(node, section.node(), name, use));
        }
        return fromRecord(section, origin, name, use);
    }

    private Value fromRecord(Section section, String origin, String name, Use use) {
        String pointer = section.read(
                origin,
                "",
                (node, key) ->
                        origin.equals("from") ? pointer(node, key) : named(section, origin, reader.name(node, key)));
        if (!use.fallback) {
            refuse(section, "default", name + " identifies the person: a `default` would make one person of many");
        }
        if (!use.clear) {
            refuse(section, "blank", name + " cannot be cleared");
        }
        if (use != Use.ATTRIBUTE) {
            refuse(section, "as", name + " has a type of its own; only custom attributes take `as`");
        }
        Value.Type type = section.read("as", Value.Type.AS_FOUND, this::type);
        boolean clear =
                section.read("blank", false, (node, key) -> reader.choice(node, key, Map.of("clear", true), false));
        return section.find("default")
                .map(node -> new Value.FromRecord(pointer, fallback(node, type), clear, type))
                .orElseGet(() -> new Value.FromRecord(pointer, null, clear, type));
    }

    private String named(Section section, String origin, String name) {
        section.key(origin).ifPresent(key -> shape.checkOrigin(key, origin, name));
        return CONTAINERS.get(origin) + JsonPointer.escape(name);
    }

    private Value.Type type(Node node, String name) {
        return reader.choice(node, name, Choices.TYPE, Value.Type.TEXT);
    }

    private Object fallback(Node node, Value.Type type) {
        Object fallback = reader.scalar(node, "`default`");
        if (type != Value.Type.TEXT && type != Value.Type.AS_FOUND && !Constants.fit(fallback, type)) {
            String word = type.name().toLowerCase(Locale.ROOT);
            reader.problem(
                    node,
                    "`default` is no " + word + ", but the value is sent as one",
                    "write a " + word + " here too");
        }
        return fallback;
    }

    private void refuse(Section section, String key, String message) {
        section.key(key).ifPresent(at -> reader.problem(at, message, "remove `" + key + "`"));
    }

    private Value literal(Node node, Node at, String name, Use use) {
        Object value = reader.scalar(node, name);
        if (!use.literal && node instanceof ScalarNode) {
            reader.problem(
                    at,
                    name + " cannot be the same for every record",
                    "take it from the record: `" + shape.example() + "`");
        }
        return new Value.Literal(value);
    }

    private String pointer(Node node, String name) {
        String pointer = reader.text(node, name);
        if (!pointer.isEmpty() && !JsonPointer.isValid(pointer)) {
            reader.wrongType(
                    node,
                    name,
                    "a JSON Pointer such as `/properties/Plan`",
                    "begin with `/`, and write `~1` for a slash and `~0` for a tilde inside a name");
        }
        shape.checkPointer(node, pointer);
        return pointer;
    }
}
