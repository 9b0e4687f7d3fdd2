package dev.audiencesync.export;

import dev.audiencesync.person.RecordParts;
import dev.audiencesync.person.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads one file of AudienceStore or EventStore: JSON objects as lines, back to back, comma-separated or in arrays, plain, gzip or zstd. */
public final class JsonRecordReader implements RecordReader {

    private final ExportFile file;
    private final InputStream in;
    private final ByteWindow window;
    private final RecordFramer framer;
    private final RecordParser parser;

    private JsonRecordReader(ExportFile file, InputStream in, ReadLimits limits, RecordParts parts) {
        this.file = file;
        this.in = in;
        this.window = new ByteWindow(in);
        this.framer = new RecordFramer(window, limits);
        this.parser = new RecordParser(limits, parts);
    }

    /**
     * Opens a file with the {@linkplain ReadLimits#DEFAULTS default limits}.
     *
     * @param parts what is wanted of each record; all else is passed over and never held in memory, however large it is
     */
    public static JsonRecordReader open(ExportFile file, RecordParts parts) throws UnreadableFileException {
        return new JsonRecordReader(file, FileContent.open(file), ReadLimits.DEFAULTS, parts);
    }

    /** Opens a file whose records are wanted whole. */
    static JsonRecordReader open(ExportFile file, ReadLimits limits) throws UnreadableFileException {
        return new JsonRecordReader(file, FileContent.open(file), limits, RecordParts.ALL);
    }

    @Override
    public @Nullable ReadRecord read() throws UnreadableFileException {
        Frame frame = framer.next();
        if (frame != null) {
            return parser.parse(frame, new SourcePosition(file.displayName(), frame.line()));
        }
        requireEnd();
        return null;
    }

    @Override
    public @Nullable RecordBatch readBatch() throws UnreadableFileException {
        FrameBatch batch = new FrameBatch(parser, file.displayName());
        Frame frame = framer.next();
        while (frame != null) {
            batch.add(frame);
            frame = batch.isFull() ? null : framer.next();
        }
        if (batch.isEmpty()) {
            requireEnd();
            return null;
        }
        return batch;
    }

    private void requireEnd() throws UnreadableFileException {
        IOException failure = window.failure();
        if (failure != null) {
            throw FileContent.unreadable(file, framer.line(), failure);
        }
        String truncation = framer.truncation();
        if (truncation != null) {
            throw new UnreadableFileException(file.displayName(), framer.line(), truncation, null);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
