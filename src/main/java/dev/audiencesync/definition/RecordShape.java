package dev.audiencesync.definition;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What the records of a definition's format look like, and so which places in them can be named. */
final class RecordShape {

    /** What a name is given to, where a record's values have names below the record itself. */
    private static final Set<String> NAMED = Set.of("property", "metric", "flag", "date", "column");

    private final NodeReader reader;
    private final Source.@Nullable Format format;

    private RecordShape(NodeReader reader, Source.@Nullable Format format) {
        this.reader = reader;
        this.format = format;
    }

    /** A format that cannot be read is a problem of its own: what is said about places then passes unchecked. */
    static RecordShape of(NodeReader reader, @Nullable Node source) {
        Source.Format format = word(source, "format").map(Choices.FORMAT::get).orElse(null);
        boolean events =
                word(source, "stream").map(Choices.STREAM::get).stream().anyMatch(Source.Stream.EVENT::equals);
        return new RecordShape(reader, events && format == Source.Format.AUTO ? Source.Format.EVENT_STORE : format);
    }

    private static Optional<String> word(@Nullable Node source, String key) {
        if (source instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (isKey(tuple, key) && tuple.getValueNode() instanceof ScalarNode word) {
                    return Optional.of(word.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isKey(NodeTuple tuple, String name) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    /** Whether records are rows of columns. */
    boolean isFlat() {
        return format == Source.Format.CSV;
    }

    /** Whether records are events, each a flat object whose keys may hold dots. */
    private boolean isEvent() {
        return format == Source.Format.EVENT_STORE;
    }

    /** Whether they may be rows of columns, in which each attribute stands by itself. */
    boolean mayHaveColumns() {
        return isFlat() || format == Source.Format.AUTO;
    }

    /** How a value is taken from such a record, for fixes. */
    String example() {
        if (isEvent()) {
            return "/udo.…";
        }
        return isFlat() ? "{ column: … }" : "{ property: … }";
    }

    /** A flag: of a visitor by its name, else the record's own value. */
    Condition.Question flag(String name) {
        return isFlat() || isEvent()
                ? new Condition.Question.IsTrue("/" + JsonPointer.escape(name))
                : new Condition.Question.HasFlag(name, mayHaveColumns());
    }

    void checkOrigin(Node at, String origin, String name) {
        if (format == Source.Format.AUDIENCE_STORE && origin.equals("column")) {
            reader.problem(
                    at,
                    "an AudienceStore record has no columns",
                    "write `{ property: … }`, `metric`, `flag` or `date`; or `/" + Found.shortened(name)
                            + "` for a name at the record's top level");
        } else if (isEvent() && NAMED.contains(origin)) {
            reader.problem(
                    at,
                    "an event has no `" + origin + "`, its values stand at its top level",
                    "write `/" + Found.shortened(JsonPointer.escape(name))
                            + "`, with the key as it stands in the event," + " such as `/udo.customer_email`");
        }
    }

    void checkPointer(Node at, String pointer) {
        int below = pointer.indexOf('/', 1);
        if (isFlat() && below > 0) {
            String name = Found.shortened(pointer.substring(1));
            reader.problem(
                    at,
                    "`" + Found.shortened(pointer) + "` points into a column, but a CSV record is flat",
                    "name a column: `/" + Found.shortened(pointer.substring(1, below)) + "`; or `{ column: " + name
                            + " }` if the slash belongs to its name (`~1` in a pointer)");
        }
    }

    /** Whether somebody is in an audience or has a badge is known of visitors. */
    void checkMembership(Node at, String key) {
        if (isEvent()) {
            reader.problem(
                    at,
                    "`" + key + "` cannot be asked of an event: audiences and badges are of visitors",
                    "write `equals: { /udo.…: value }`, or `flag: udo.…` for what is true or false");
        }
    }
}
