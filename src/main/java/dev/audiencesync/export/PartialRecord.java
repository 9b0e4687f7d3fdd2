package dev.audiencesync.export;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a damaged record holds before its damage. Of a key that stands twice, the first value counts. */
final class PartialRecord {

    private static final String NUMBER_OR_BLANK = "0123456789+-.eE \t\r\n";

    private final JsonMapper mapper;
    private final Predicate<String> parts;

    /** @param parts as of {@link RecordParser} */
    PartialRecord(JsonMapper mapper, Predicate<String> parts) {
        this.mapper = mapper;
        this.parts = parts;
    }

    ObjectNode read(ByteBuffer bytes) {
        ObjectNode root = mapper.createObjectNode();
        try (JsonParser parser =
                mapper.createParser(bytes.array(), bytes.arrayOffset() + bytes.position(), withoutLastNumber(bytes))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fill(root, parser);
            }
        } catch (JacksonException expected) {
            return root;
        }
        return root;
    }

    /** A number at the very end may have lost digits: {@code 104} of {@code 1042} is somebody else's id. */
    private static int withoutLastNumber(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > bytes.position() && NUMBER_OR_BLANK.indexOf(bytes.get(end - 1)) >= 0) {
            end--;
        }
        return end - bytes.position();
    }

    private void fill(ObjectNode root, JsonParser parser) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
            } else if (token.isStructStart() && open.size() == 1 && !parts.test(parser.currentName())) {
                parser.skipChildren();
            } else if (token != JsonToken.PROPERTY_NAME) {
                JsonNode value = value(root, parser, token);
                add(open.element(), parser.currentName(), value);
                if (value.isContainer()) {
                    open.push(value);
                }
            }
        }
    }

    private static void add(JsonNode container, String name, JsonNode value) {
        if (container instanceof ArrayNode array) {
            array.add(value);
        } else if (!container.has(name)) {
            ((ObjectNode) container).set(name, value);
        }
    }

    /** An exponent beyond all bounds is what damaged the record; what stands behind it is as good as before. */
    private static JsonNode decimal(ObjectNode nodes, JsonParser parser) {
        try {
            return nodes.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException e) {
            return nodes.nullNode();
        }
    }

    private static JsonNode value(ObjectNode nodes, JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> nodes.objectNode();
            case START_ARRAY -> nodes.arrayNode();
            case VALUE_STRING -> nodes.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> decimal(nodes, parser);
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            default -> nodes.nullNode();
        };
    }
}
