package dev.audiencesync.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Checks UTF-8 to the letter (Unicode, table 3-7): the JSON parser lets overlong forms and encoded surrogates pass. */
final class Utf8 {

    private static final int INVALID = 0;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Utf8() {}

    /** As much of the buffer, from its beginning, as is valid. */
    static ByteBuffer validPart(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        int from = buffer.arrayOffset() + buffer.position();
        int end = from + buffer.remaining();
        int next = from;
        while (true) {
            next = endOfAscii(bytes, next, end);
            if (next == end) {
                break;
            }
            int length = lengthOf(bytes, next, end);
            if (length == INVALID) {
                break;
            }
            next += length;
        }
        return buffer.duplicate().limit(buffer.position() + next - from);
    }

    /** Most of an export is ASCII, eight bytes of which are told by one look at their highest bits. */
    private static int endOfAscii(byte[] bytes, int from, int end) {
        int next = from;
        while (next <= end - Long.BYTES && ((long) EIGHT_BYTES.get(bytes, next) & HIGHEST_BITS) == 0) {
            next += Long.BYTES;
        }
        while (next < end && bytes[next] >= 0) {
            next++;
        }
        return next;
    }

    /** How many bytes the character at a place has that is not ASCII. */
    private static int lengthOf(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return INVALID;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (end - at < length || !isSecond(lead, bytes[at + 1] & 0xff)) {
            return INVALID;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return INVALID;
            }
        }
        return length;
    }

    /** Whether a byte may follow the first: not where that makes an overlong form, a surrogate or more than U+10FFFF. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }
}
