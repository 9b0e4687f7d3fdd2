package dev.audiencesync.export;

import dev.audiencesync.person.RecordParts;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the parts of a record that are read; what is not is passed over token by token, and never held in memory. Values
 * are put in their places as they come, so that those before a damage are there when the parser throws.
 */
final class RecordTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Twice twice;

    /** What becomes of a key that stands in an object already. */
    enum Twice {
        REFUSED,
        PASSED_OVER
    }

    /** The key is personal data, maybe, and not told. */
    static final class DuplicateKeyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private DuplicateKeyException() {
            super("a key stands twice in one object", null, false, false);
        }
    }

    /** @param parser limits how deep objects nest */
    RecordTree(JsonParser parser, Twice twice) {
        this.parser = parser;
        this.twice = twice;
    }

    /**
     * Fills an object, whose opening brace was read.
     *
     * @throws DuplicateKeyException also for a key that is not read: it shows that the object may be a mixture of two
     */
    void fill(ObjectNode object, RecordParts parts) {
        Set<String> others = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            RecordParts part = parts.of(name);
            JsonToken token = parser.nextToken();
            if (part.isNothing()) {
                refuseUnless(twice == Twice.PASSED_OVER || others.add(name));
                parser.skipChildren();
            } else {
                add(object, name, token, part);
            }
        }
    }

    private void add(ObjectNode object, String name, JsonToken token, RecordParts part) {
        JsonNode value = value(token);
        if (object.putIfAbsent(name, value) == null) {
            fill(value, part);
        } else {
            refuseUnless(twice == Twice.PASSED_OVER);
            parser.skipChildren();
        }
    }

    private void fill(JsonNode value, RecordParts part) {
        if (value instanceof ObjectNode object) {
            fill(object, part);
        } else if (value instanceof ArrayNode array) {
            fill(array);
        }
    }

    private void fill(ArrayNode array) {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            JsonNode value = value(token);
            array.add(value);
            fill(value, RecordParts.ALL);
        }
    }

    private static void refuseUnless(boolean passes) {
        if (!passes) {
            throw new DuplicateKeyException();
        }
    }

    private JsonNode value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> NODES.objectNode();
            case START_ARRAY -> NODES.arrayNode();
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode whole() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** An exponent beyond all bounds damages its record; of a damaged one, what stands behind it is as good as before. */
    private JsonNode decimal() {
        try {
            return NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException e) {
            if (twice == Twice.REFUSED) {
                throw e;
            }
            return NODES.nullNode();
        }
    }
}
