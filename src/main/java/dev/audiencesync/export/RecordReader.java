package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one AudienceStore file: JSON objects as lines, back to back, comma-separated or in arrays, plain or gzip. What a
 * file is shows in its content, not in its name.
 *
 * <p>A damaged record is delivered as unreadable and reading goes on with the next. Memory is bounded by the
 * {@link ReadLimits}, whatever the file's size. Not for use by several threads.
 */
public final class RecordReader implements Closeable {

    private static final int BUFFER_SIZE = 1 << 16;

    private final ExportFile file;
    private final InputStream in;
    private final ByteWindow window;
    private final RecordFramer framer;
    private final RecordParser parser;

    private RecordReader(ExportFile file, InputStream in, ReadLimits limits) {
        this.file = file;
        this.in = in;
        this.window = new ByteWindow(in);
        this.framer = new RecordFramer(window, limits);
        this.parser = new RecordParser(limits);
    }

    /** Opens a file with the {@linkplain ReadLimits#DEFAULTS default limits}. */
    public static RecordReader open(ExportFile file) throws UnreadableFileException {
        return open(file, ReadLimits.DEFAULTS);
    }

    public static RecordReader open(ExportFile file, ReadLimits limits) throws UnreadableFileException {
        if (Files.isDirectory(file.path())) {
            throw new UnreadableFileException(file.displayName(), 0, "is a folder, not a file", null);
        }
        try {
            requireContent(file);
            return new RecordReader(file, new TextOnly(content(file.path())), limits);
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableFileException(file.displayName(), 0, openingFailure(e), e);
        }
    }

    /** An export of nothing is a file without records; a packed one without a byte is a copy that went wrong. */
    private static void requireContent(ExportFile file) throws IOException {
        String name = file.path().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz") && Files.size(file.path()) == 0) {
            throw new UnreadableFileException(
                    file.displayName(), 0, "is empty, not even gzip of nothing; copy or export it again", null);
        }
    }

    /**
     * The next record, or null once the file was read to its end.
     *
     * @throws UnreadableFileException once all records before the point are delivered, where the file cannot be read
     *     further or ends before its end
     */
    public @Nullable ReadRecord read() throws UnreadableFileException {
        Frame frame = framer.next();
        if (frame != null) {
            return parser.parse(frame, new SourcePosition(file.displayName(), frame.line()));
        }
        IOException failure = window.failure();
        if (failure != null) {
            long line = failure instanceof TextOnly.NoTextException ? 0 : framer.line();
            throw new UnreadableFileException(file.displayName(), line, readingFailure(failure), failure);
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

    private static InputStream content(Path path) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_SIZE);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GzipMembers(raw) : raw;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static String openingFailure(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read by this user";
        }
        return "cannot be opened: " + e.getMessage();
    }

    private static String readingFailure(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
