package dev.audiencesync.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records that had to be parsed as they were read.
 *
 * @param size in characters
 */
record ParsedBatch(List<ReadRecord> records, int size) implements RecordBatch {

    private static final int MOST_RECORDS = 250;
    private static final int FULL = 1 << 17;

    /** The reader's next records, or null at the end of its file. */
    static @Nullable ParsedBatch of(RecordReader reader) throws UnreadableFileException {
        List<ReadRecord> records = new ArrayList<>();
        int size = 0;
        ReadRecord next = reader.read();
        while (next != null) {
            records.add(next);
            size += size(next);
            next = records.size() >= MOST_RECORDS || size >= FULL ? null : readOn(reader);
        }
        return records.isEmpty() ? null : new ParsedBatch(records, size);
    }

    /** Null also where the file cannot be read further, which whoever reads on is told. */
    private static @Nullable ReadRecord readOn(RecordReader reader) {
        try {
            return reader.read();
        } catch (UnreadableFileException toldNext) {
            return null;
        }
    }

    private static int size(ReadRecord record) {
        if (record instanceof ReadRecord.ExportRecord sound) {
            return size(sound.content());
        }
        return ((ReadRecord.UnreadableRecord) record)
                .partials().stream().mapToInt(ParsedBatch::size).sum();
    }

    private static int size(JsonNode node) {
        int size = node.isString() ? node.stringValue().length() : 0;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    @Override
    public List<ReadRecord> parse() {
        return records;
    }
}
