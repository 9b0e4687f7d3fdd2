package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text in UTF-8 to take a fingerprint of, part by part. Not thread-safe. */
final class CanonicalBytes {
    private static final int MOST_DIGITS = 10;

    private byte[] bytes = new byte[512];
    private int length;

    /** One ASCII character that no part can be mistaken for. */
    CanonicalBytes mark(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    CanonicalBytes number(int natural) {
        room(MOST_DIGITS);
        int digits = 1;
        for (int rest = natural / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = natural;
        for (int digit = digits - 1; digit >= 0; digit--) {
            bytes[length + digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Its length in characters, so that it cannot pass for another's end and beginning, and itself. */
    void part(@Nullable String text) {
        if (text == null) {
            mark('-');
            return;
        }
        number(text.length()).mark(':');
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), Math.addExact(length, length)));
        }
    }
}
