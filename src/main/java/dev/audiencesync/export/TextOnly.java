package dev.audiencesync.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Set;

/**
 * Content that may be an export: what its first bytes tell to be something else is refused as a whole, for its records
 * would all be unreadable, and none of them would say why.
 */
final class TextOnly extends FilterInputStream {
    private static final int LOOKED_AT = 4;
    private static final Set<Integer> ZIP_SIGNATURES = Set.of(0x504b0304, 0x504b0506, 0x504b0708);

    private boolean looked;

    TextOnly(InputStream in) {
        super(new PushbackInputStream(in, LOOKED_AT));
    }

    static final class NoTextException extends IOException {
        private static final long serialVersionUID = 1L;

        NoTextException(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        look();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        look();
        return super.read(target, offset, length);
    }

    private void look() throws IOException {
        if (looked) {
            return;
        }
        looked = true;
        byte[] head = in.readNBytes(LOOKED_AT);
        int first = at(head, 0) << 24 | at(head, 1) << 16 | at(head, 2) << 8 | at(head, 3);
        if (head.length == LOOKED_AT && ZIP_SIGNATURES.contains(first)) {
            throw new NoTextException("is a zip archive; unpack it");
        }
        if (isUtf16(head.length, first)) {
            throw new NoTextException("is UTF-16; export it as UTF-8");
        }
        ((PushbackInputStream) in).unread(head);
    }

    /** By its byte-order mark; without one, by the zeros in every other byte of its first two characters. */
    private static boolean isUtf16(int length, int first) {
        int mark = first >>> 16;
        if (length >= 2 && (mark == 0xfeff || mark == 0xfffe)) {
            return true;
        }
        boolean bigEndian = (first & 0xff00ff00) == 0 && (first & 0x00ff0000) != 0 && (first & 0xff) != 0;
        boolean littleEndian = (first & 0x00ff00ff) == 0 && (first & 0xff000000) != 0 && (first & 0xff00) != 0;
        return length == LOOKED_AT && (bigEndian || littleEndian);
    }

    private static int at(byte[] head, int index) {
        return index < head.length ? head[index] & 0xff : 0;
    }
}
