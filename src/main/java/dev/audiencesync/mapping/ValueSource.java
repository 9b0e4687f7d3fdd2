package dev.audiencesync.mapping;

import dev.audiencesync.definition.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A definition's value with its pointer compiled once for all records. */
final class ValueSource {

    private static final Reading MISSING = new Reading.Missing();
    private static final Reading EMPTIED = new Reading.Emptied();

    private final @Nullable JsonPointer pointer;
    private final Reading otherwise;
    private final boolean clearBlank;

    private ValueSource(@Nullable JsonPointer pointer, @Nullable Object otherwise, boolean clearBlank) {
        this.pointer = pointer;
        this.otherwise = otherwise == null || isBlank(otherwise) ? MISSING : new Reading.Scalar(otherwise);
        this.clearBlank = clearBlank;
    }

    static ValueSource of(Value value) {
        if (value instanceof Value.FromRecord from) {
            return new ValueSource(JsonPointer.compile(from.pointer()), from.fallback(), from.clearBlank());
        }
        return new ValueSource(null, ((Value.Literal) value).value(), false);
    }

    /** An identifier comes from the record or not at all: a default would make one person of many. */
    static ValueSource ofIdentifier(Value value) {
        return value instanceof Value.FromRecord from
                ? new ValueSource(JsonPointer.compile(from.pointer()), null, false)
                : new ValueSource(null, null, false);
    }

    /** Of the create action's e-mail as a field: a blank one may empty it. Null stands for an action without one. */
    static ValueSource ofEmail(@Nullable Value value) {
        return value instanceof Value.FromRecord from
                ? new ValueSource(JsonPointer.compile(from.pointer()), null, from.clearBlank())
                : new ValueSource(null, null, false);
    }

    Reading read(ObjectNode content) {
        if (pointer == null) {
            return otherwise;
        }
        JsonNode node = content.at(pointer);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (node.isContainer()) {
            return new Reading.Structured(node.isArray() ? "an array" : "an object", node);
        }
        return single(node, otherwise);
    }

    private Reading single(JsonNode node, Reading blank) {
        Object scalar = Scalars.of(node);
        return scalar == null ? blank(blank) : single(scalar, blank);
    }

    /** What a single value means that lies in an object in the place; a default is for the place as a whole. */
    Reading member(JsonNode node, boolean asText) {
        if (node.isArray()) {
            return (asText ? ListedText.of(place(), node) : Optional.<String>empty())
                    .map(text -> single(text, MISSING))
                    .orElse(new Reading.Structured("an array", node));
        }
        return single(node, MISSING);
    }

    /** Whether the record has nothing there, and the definition's default stands in for it. */
    boolean fallsBack(ObjectNode content) {
        return pointer != null && otherwise != MISSING && read(content) == otherwise;
    }

    /** Where a text is wanted, a list or set of single values is one; anything else stays what it is. */
    Reading asText(Reading reading) {
        return reading instanceof Reading.Structured structured
                ? ListedText.of(place(), structured.node())
                        .map(text -> single(text, otherwise))
                        .orElse(reading)
                : reading;
    }

    private Reading single(Object scalar, Reading blank) {
        return isBlank(scalar) ? blank(blank) : new Reading.Scalar(scalar);
    }

    private Reading blank(Reading blank) {
        return clearBlank ? EMPTIED : blank;
    }

    /** Whether the value is one of the record's dates, metrics or flags, by where it stands. */
    boolean isIn(String container) {
        return place().startsWith("/" + container + "/");
    }

    /** The pointer, for messages. */
    String place() {
        return pointer == null ? "a literal" : pointer.toString();
    }

    private static boolean isBlank(Object value) {
        return value instanceof String text && text.isBlank();
    }
}
