package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames that outlive their window: their bytes are copied. */
final class FrameBatch implements RecordBatch {

    private static final int FULL = 1 << 17;
    /** What the last record of a batch usually needs beyond. */
    private static final int ROOM_FOR_ANOTHER = 1 << 12;

    private final RecordParser parser;
    private final String file;
    private final List<Copied> frames = new ArrayList<>();
    private byte[] bytes = new byte[FULL + ROOM_FOR_ANOTHER];
    private int size;

    private record Copied(long line, int from, int length, @Nullable Flaw flaw) {}

    /** @param file its display name */
    FrameBatch(RecordParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    boolean isFull() {
        return size >= FULL;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void add(Frame frame) {
        ByteBuffer source = frame.bytes();
        int length = source.remaining();
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, length));
        }
        source.get(bytes, size, length);
        frames.add(new Copied(frame.line(), size, length, frame.flaw()));
        size += length;
    }

    @Override
    public List<ReadRecord> parse() {
        List<ReadRecord> records = new ArrayList<>(frames.size());
        for (Copied copied : frames) {
            ByteBuffer own = ByteBuffer.wrap(bytes, copied.from(), copied.length());
            records.add(parser.parse(
                    new Frame(copied.line(), own, copied.flaw()), new SourcePosition(file, copied.line())));
        }
        return records;
    }

    @Override
    public int size() {
        return size;
    }
}
