package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes what one row holds of many people; {@link PageReader} reads it. A text that comes again is a number there. */
final class PageWriter {
    static final int NULL = -1;
    static final int NEW = -1;
    static final char TEXT = 's';
    static final char NUMERIC = 'n';
    static final char TRUTH = 't';
    static final char CLEAR = '0';

    private static final int FEW = 1_024;

    private final Map<String, Integer> known = new LinkedHashMap<>();
    private final boolean wordsApart;
    private ByteBuffer out = ByteBuffer.allocate(FEW);

    PageWriter() {
        this(false);
    }

    /**
     * Begins a page.
     *
     * @param wordsApart whether what comes again is not written where it comes first: then {@link #words} are to be written
     *     elsewhere, and a part of the page can be read by itself
     */
    PageWriter(boolean wordsApart) {
        this.wordsApart = wordsApart;
    }

    /** The texts that come again, by their numbers. */
    Collection<String> words() {
        return known.keySet();
    }

    /** How many bytes were written. */
    int size() {
        return out.position();
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private ByteBuffer roomFor(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.allocate(2 * (out.position() + bytes)).put(out.flip());
        }
        return out;
    }

    private void single(int value) {
        roomFor(Byte.BYTES).put((byte) value);
    }

    void flag(boolean value) {
        single(value ? 1 : 0);
    }

    void count(int value) {
        roomFor(Integer.BYTES).putInt(value);
    }

    /** Writes a size in the place where {@link #beginSized} began. */
    void endSized(int begun) {
        out.putInt(begun, out.position() - begun - Integer.BYTES);
    }

    /** What comes until {@link #endSized} has its size before it. */
    int beginSized() {
        int begun = size();
        count(0);
        return begun;
    }

    void append(PageWriter other) {
        roomFor(other.size()).put(other.out.array(), 0, other.size());
    }

    void number(long value) {
        roomFor(Long.BYTES).putLong(value);
    }

    void numberOrNull(@Nullable Long value) {
        flag(value != null);
        if (value != null) {
            number(value);
        }
    }

    void fingerprint(Fingerprint value) {
        number(value.high());
        number(value.low());
    }

    void text(@Nullable String text) {
        if (text == null) {
            count(NULL);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        count(utf8.length);
        roomFor(utf8.length).put(utf8);
    }

    /** A text that is likely to come again. */
    void repeated(@Nullable String text) {
        Integer number = text == null ? null : known.get(text);
        if (number == null && text != null) {
            known.put(text, known.size());
            number = wordsApart ? Integer.valueOf(known.size() - 1) : null;
        }
        count(number == null ? NEW : number);
        if (number == null) {
            text(text);
        }
    }

    void fields(SortedMap<String, FieldValue> fields) {
        count(fields.size());
        fields.forEach((name, value) -> {
            repeated(name);
            value(value);
        });
    }

    private void value(FieldValue value) {
        single(kind(value));
        if (value instanceof FieldValue.Text some) {
            text(some.value());
        } else if (value instanceof FieldValue.Numeric some) {
            text(some.value().toPlainString());
        } else if (value instanceof FieldValue.Truth some) {
            flag(some.value());
        }
    }

    private static char kind(FieldValue value) {
        if (value instanceof FieldValue.Text) {
            return TEXT;
        }
        if (value instanceof FieldValue.Numeric) {
            return NUMERIC;
        }
        return value instanceof FieldValue.Truth ? TRUTH : CLEAR;
    }

    void counts(SortedMap<String, Long> counts) {
        count(counts.size());
        counts.forEach((name, count) -> {
            repeated(name);
            number(count);
        });
    }
}
