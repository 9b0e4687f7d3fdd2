package dev.audiencesync.export;

import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.person.RecordParts;
import dev.audiencesync.person.SourcePosition;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a frame's bytes into a record. Numbers are read exactly: an id with 17 digits stays what it is. Thread-safe.
 */
final class RecordParser {

    private static final String NUMBER_OR_BLANK = "0123456789+-.eE \t\r\n";

    private final JsonFactory json;
    private final RecordParts parts;

    /** @param parts of a record that are kept */
    RecordParser(ReadLimits limits, RecordParts parts) {
        this.parts = parts;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth())
                .maxStringLength(limits.maxRecordBytes())
                .maxNameLength(limits.maxRecordBytes())
                .build();
        json = JsonFactory.builder().streamReadConstraints(constraints).build();
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
            return new ExportRecord(position, content(bytes));
        } catch (RecordTree.DuplicateKeyException e) {
            return unreadable(valid, Flaw.duplicateKey(), position);
        } catch (JacksonException e) {
            return unreadable(valid, Flaw.malformed(kind(e)), position);
        } catch (NumberFormatException e) {
            return unreadable(valid, Flaw.malformed("a number with an exponent beyond all bounds"), position);
        }
    }

    private ObjectNode content(ByteBuffer bytes) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = parser(bytes, bytes.remaining())) {
            parser.nextToken();
            new RecordTree(parser, RecordTree.Twice.REFUSED).fill(content, parts);
        }
        return content;
    }

    private JsonParser parser(ByteBuffer bytes, int length) {
        return json.createParser(
                ObjectReadContext.empty(), bytes.array(), bytes.arrayOffset() + bytes.position(), length);
    }

    private UnreadableRecord unreadable(ByteBuffer bytes, Flaw flaw, SourcePosition position) {
        return new UnreadableRecord(position, flaw.code(), flaw.reason(), List.of(partial(bytes)));
    }

    /** What a damaged record holds before its damage. */
    private ObjectNode partial(ByteBuffer bytes) {
        ObjectNode partial = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = parser(bytes, withoutLastNumber(bytes))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                new RecordTree(parser, RecordTree.Twice.PASSED_OVER).fill(partial, parts);
            }
        } catch (JacksonException expected) {
            return partial;
        }
        return partial;
    }

    /** A number at the very end may have lost digits: {@code 104} of {@code 1042} is somebody else's id. */
    private static int withoutLastNumber(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > bytes.position() && NUMBER_OR_BLANK.indexOf(bytes.get(end - 1)) >= 0) {
            end--;
        }
        return end - bytes.position();
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
