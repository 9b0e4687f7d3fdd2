package dev.audiencesync.export;

import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.person.SourcePosition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a frame's bytes into a record. Numbers are read exactly: an id with 17 digits stays what it is. Thread-safe.
 */
final class RecordParser {

    private final JsonMapper mapper;
    private final Predicate<String> parts;
    private final PartialRecord partial;

    /** @param parts of a record that are kept: an array or object at its top level that is none of them is only skipped */
    RecordParser(ReadLimits limits, Predicate<String> parts) {
        this.parts = parts;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth())
                .maxStringLength(limits.maxRecordBytes())
                .maxNameLength(limits.maxRecordBytes())
                .build();
        mapper = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                // a record is read value by value
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        partial = new PartialRecord(mapper, parts);
    }

    ReadRecord parse(Frame frame, SourcePosition position) {
        ByteBuffer bytes = frame.bytes();
        ByteBuffer valid = Utf8.validPart(bytes);
        Flaw known = frame.flaw();
        if (known == null && valid.remaining() < bytes.remaining()) {
            known = Flaw.malformed("bytes that are no UTF-8; export the file as UTF-8");
        }
        if (known != null) {
            return unreadable(valid, known, position);
        }
        try {
            ObjectNode content = content(bytes);
            return content == null
                    ? unreadable(valid, Flaw.duplicateKey(), position)
                    : new ExportRecord(position, content);
        } catch (MismatchedInputException e) {
            return unreadable(valid, Flaw.duplicateKey(), position);
        } catch (JacksonException e) {
            return unreadable(valid, Flaw.malformed(kind(e)), position);
        } catch (NumberFormatException e) {
            return unreadable(valid, Flaw.malformed("a number with an exponent beyond all bounds"), position);
        }
    }

    /** Null where a key stands twice. */
    private @Nullable ObjectNode content(ByteBuffer bytes) {
        ObjectNode content = mapper.createObjectNode();
        try (JsonParser parser =
                mapper.createParser(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isStructStart() && !parts.test(name)) {
                    parser.skipChildren();
                } else if (content.has(name)) {
                    return null;
                } else {
                    content.set(name, mapper.readTree(parser));
                }
            }
        }
        return content;
    }

    private UnreadableRecord unreadable(ByteBuffer bytes, Flaw flaw, SourcePosition position) {
        ObjectNode content = partial.read(bytes);
        return new UnreadableRecord(position, flaw.code(), flaw.reason(), List.of(content));
    }

    /** The parser's own messages quote the record, which is personal data. */
    private static String kind(JacksonException e) {
        @Nullable String message = e.getOriginalMessage();
        String told = message == null ? "" : message;
        if (told.startsWith("Illegal unquoted character")) {
            return "a control character inside a string";
        }
        if (told.contains("escape")) {
            return "a bad escape in a string";
        }
        if (told.startsWith("Unrecognized token")) {
            return "a word that is no value";
        }
        return told.contains("umber") || told.contains("umeric") ? "a malformed number" : "a misplaced character";
    }
}
