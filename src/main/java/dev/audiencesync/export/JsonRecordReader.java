package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads one AudienceStore file: JSON objects as lines, back to back, comma-separated or in arrays, plain, gzip or zstd. */
public final class JsonRecordReader implements RecordReader {

    private final ExportFile file;
    private final InputStream in;
    private final ByteWindow window;
    private final RecordFramer framer;
    private final RecordParser parser;

    private JsonRecordReader(ExportFile file, InputStream in, ReadLimits limits) {
        this.file = file;
        this.in = in;
        this.window = new ByteWindow(in);
        this.framer = new RecordFramer(window, limits);
        this.parser = new RecordParser(limits);
    }

    /** Opens a file with the {@linkplain ReadLimits#DEFAULTS default limits}. */
    public static JsonRecordReader open(ExportFile file) throws UnreadableFileException {
        return open(file, ReadLimits.DEFAULTS);
    }

    public static JsonRecordReader open(ExportFile file, ReadLimits limits) throws UnreadableFileException {
        return new JsonRecordReader(file, FileContent.open(file), limits);
    }

    @Override
    public @Nullable ReadRecord read() throws UnreadableFileException {
        Frame frame = framer.next();
        if (frame != null) {
            return parser.parse(frame, new SourcePosition(file.displayName(), frame.line()));
        }
        IOException failure = window.failure();
        if (failure != null) {
            throw FileContent.unreadable(file, framer.line(), failure);
        }
        String truncation = framer.truncation();
        if (truncation != null) {
            throw new UnreadableFileException(file.displayName(), framer.line(), truncation, null);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
