package dev.audiencesync.definition;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What the records of a definition's format look like, and so which places in them can be named. */
final class RecordShape {

    private final NodeReader reader;
    private final Source.@Nullable Format format;

    private RecordShape(NodeReader reader, Source.@Nullable Format format) {
        this.reader = reader;
        this.format = format;
    }

    /** A format that cannot be read is a problem of its own: what is said about places then passes unchecked. */
    static RecordShape of(NodeReader reader, @Nullable Node source) {
        if (source instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (isFormat(tuple) && tuple.getValueNode() instanceof ScalarNode word) {
                    return new RecordShape(reader, Choices.FORMAT.get(word.getValue()));
                }
            }
        }
        return new RecordShape(reader, null);
    }

    private static boolean isFormat(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("format");
    }

    /** Whether records are rows of columns. */
    boolean isFlat() {
        return format == Source.Format.CSV;
    }

    /** Whether they may be rows of columns, in which each attribute stands by itself. */
    boolean mayHaveColumns() {
        return isFlat() || format == Source.Format.AUTO;
    }

    /** How a value is taken from such a record, for fixes. */
    String example() {
        return isFlat() ? "{ column: … }" : "{ property: … }";
    }

    void checkOrigin(Node at, String origin, String name) {
        if (format == Source.Format.AUDIENCE_STORE && origin.equals("column")) {
            reader.problem(
                    at,
                    "an AudienceStore record has no columns",
                    "write `{ property: … }`, `metric`, `flag` or `date`; or `/" + Found.shortened(name)
                            + "` for a name at the record's top level");
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

    void checkPattern(Node at) {
        if (isFlat()) {
            reader.problem(
                    at,
                    "`each` cannot be asked of a CSV record, which has only columns",
                    "write an action with a `name` of its own for each column, `when: { flag: COLUMN }`");
        }
    }
}
