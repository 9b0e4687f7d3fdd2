package dev.audiencesync.export;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Zstandard, one frame after the other (RFC 8878). What unpacking needs is a frame's window, outside of the heap and
 * never more than {@link #LARGEST_WINDOW}, whatever the frame asks for and however much it unpacks to.
 */
final class ZstdFrames extends FilterInputStream {

    /** As a power of two, in bytes: 128 MB, which the {@code zstd} command also stops at unless told otherwise. */
    private static final int LARGEST_WINDOW = 27;

    /** In the library's words; its code for this is that of corrupt data. */
    private static final String TRUNCATED = "Truncated source";

    private static final int FRAME = 0xfd2fb528;
    private static final int SKIPPABLE_FRAME = 0x184d2a50;

    ZstdFrames(InputStream in) throws IOException {
        super(frames(in));
    }

    /** Whether content whose first four bytes are these is a frame's. */
    static boolean begin(byte[] head) {
        if (head.length < Integer.BYTES) {
            return false;
        }
        int magic = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return magic == FRAME || (magic & 0xfffffff0) == SKIPPABLE_FRAME;
    }

    private static InputStream frames(InputStream in) throws IOException {
        try {
            return new ZstdInputStreamNoFinalizer(in).setLongMax(LARGEST_WINDOW);
        } catch (LinkageError e) {
            throw new IOException(
                    "it is zstd data, and what unpacks that cannot be loaded here (it is put into the folder for temporary"
                            + " files first); unpack the file",
                    e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (ZstdIOException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static String reason(ZstdIOException e) {
        long code = e.getErrorCode();
        if (TRUNCATED.equals(e.getMessage())) {
            return "the zstd data is cut off";
        }
        if (code == Zstd.errPrefixUnknown()) {
            return "the zstd data is followed by something else";
        }
        if (code == Zstd.errChecksumWrong()) {
            return "the zstd checksum does not match, the data is corrupt";
        }
        if (code == Zstd.errFrameParameterWindowTooLarge()) {
            return "the zstd data needs more than " + (1 << (LARGEST_WINDOW - 20))
                    + " MB to unpack; pack it again with a smaller window (`--long` of at most " + LARGEST_WINDOW + ")";
        }
        return code == Zstd.errDictionaryWrong()
                ? "the zstd data was packed with a dictionary, which is not at hand; pack it again without"
                : "the zstd data is corrupt";
    }
}
