package dev.audiencesync.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream seen through a window that remembers everything since its pinned position, so that one can go back there. It
 * grows with what is pinned and no further: who pins has to unpin in time.
 */
final class ByteWindow {

    private static final int INITIAL_SIZE = 1 << 16;
    private static final int UNPINNED = -1;

    private final InputStream in;
    private byte[] bytes = new byte[INITIAL_SIZE];
    private long offset;
    private int next;
    private int limit;
    private int pinned = UNPINNED;
    private boolean ended;
    private @Nullable IOException failure;

    ByteWindow(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 at the end of what can be read. */
    int read() {
        if (next == limit && !fill()) {
            return -1;
        }
        return bytes[next++] & 0xff;
    }

    /** Passes over bytes that mean nothing within a JSON string; returns how many those were, so far as they are at hand. */
    int skipText() {
        int from = next;
        while (next < limit && bytes[next] != '"' && bytes[next] != '\\' && bytes[next] != '\n') {
            next++;
        }
        return next - from;
    }

    /** The byte read or passed over last. */
    int last() {
        return bytes[next - 1] & 0xff;
    }

    /** How many bytes were read so far: the position of the next one. */
    long position() {
        return offset + next;
    }

    /** Keeps everything from the position on; it must be the present one or pinned already. */
    void pin(long position) {
        pinned = index(position);
    }

    void unpin() {
        pinned = UNPINNED;
    }

    /** Goes back to a position that is not before the pinned one. */
    void rewind(long position) {
        next = index(position);
    }

    /** The window's own array: valid until the next read. */
    byte[] array() {
        return bytes;
    }

    int index(long position) {
        return Math.toIntExact(position - offset);
    }

    /** Why the stream ended early, where it did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    private boolean fill() {
        if (ended) {
            return false;
        }
        makeRoom();
        try {
            int count = in.read(bytes, limit, bytes.length - limit);
            ended = count < 0;
            limit += Math.max(0, count);
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
        return next < limit;
    }

    private void makeRoom() {
        int keep = pinned == UNPINNED ? next : pinned;
        if (keep < limit && limit < bytes.length) {
            return;
        }
        System.arraycopy(bytes, keep, bytes, 0, limit - keep);
        offset += keep;
        next -= keep;
        limit -= keep;
        pinned = pinned == UNPINNED ? UNPINNED : 0;
        if (limit > bytes.length / 2) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}
