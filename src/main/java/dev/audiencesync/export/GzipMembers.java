package dev.audiencesync.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip, one member after the other (RFC 1952). {@link java.util.zip.GZIPInputStream} takes a damaged second member for
 * the end of the file and says nothing; here whatever is no member, but for zero padding, is an error.
 */
final class GzipMembers extends InputStream {

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[1 << 16];
    private int inputFrom;
    private int inputTo;
    private boolean inMember;
    private boolean ended;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                beginMember();
            } else {
                int count = inflate(target, offset, length);
                if (count > 0) {
                    crc.update(target, offset, count);
                    return count;
                }
                endMember();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("the gzip data is corrupt");
                }
                if (inflater.needsInput()) {
                    feed();
                }
            }
            return 0;
        } catch (DataFormatException e) {
            throw (IOException) new ZipException("the gzip data is corrupt").initCause(e);
        }
    }

    private void feed() throws IOException {
        if (inputFrom == inputTo && !refill()) {
            throw cutOff();
        }
        inflater.setInput(input, inputFrom, inputTo - inputFrom);
        inputFrom = inputTo;
    }

    private boolean refill() throws IOException {
        int count = in.read(input, 0, input.length);
        inputFrom = 0;
        inputTo = Math.max(0, count);
        return count > 0;
    }

    private void beginMember() throws IOException {
        int magic = next();
        while (magic == 0) {
            magic = next();
        }
        if (magic < 0) {
            ended = true;
            return;
        }
        if (magic != 0x1f || required() != 0x8b || required() != 8) {
            throw new ZipException("the gzip data is followed by something else");
        }
        int flags = required();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        skipText((flags & FLAG_NAME) != 0);
        skipText((flags & FLAG_COMMENT) != 0);
        skip((flags & FLAG_HEADER_CRC) != 0 ? 2 : 0);
        inflater.reset();
        crc.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        inputFrom = inputTo - inflater.getRemaining();
        long sum = littleEndian();
        long size = littleEndian();
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the gzip checksum does not match, the data is corrupt");
        }
        inMember = false;
    }

    private void skipText(boolean present) throws IOException {
        while (present && required() != 0) {
            // a text ends with a zero byte
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            required();
        }
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= (long) required() << shift;
        }
        return value;
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw cutOff();
        }
        return next;
    }

    private int next() throws IOException {
        return inputFrom < inputTo || refill() ? input[inputFrom++] & 0xff : -1;
    }

    private static EOFException cutOff() {
        return new EOFException("the gzip data is cut off");
    }
}
