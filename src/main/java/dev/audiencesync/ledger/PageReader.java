package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PageWriter} wrote. */
final class PageReader {
    private final ByteBuffer in;
    private final List<String> known;

    PageReader(byte[] page) {
        this(page, 0, new ArrayList<>());
    }

    /** @param known texts that come again, by their numbers */
    PageReader(byte[] page, int from, List<String> known) {
        this.in = ByteBuffer.wrap(page).position(from);
        this.known = known;
    }

    /** Where the next is read. */
    int position() {
        return in.position();
    }

    /** Goes on behind a part that is not read. */
    void skipTo(int position) {
        in.position(position);
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    boolean flag() {
        return in.get() != 0;
    }

    int count() {
        return in.getInt();
    }

    long number() {
        return in.getLong();
    }

    @Nullable
    Long numberOrNull() {
        return flag() ? Long.valueOf(number()) : null;
    }

    Fingerprint fingerprint() {
        return new Fingerprint(number(), number());
    }

    @Nullable
    String textOrNull() {
        int length = count();
        if (length == PageWriter.NULL) {
            return null;
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    String text() {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable
    String repeatedOrNull() {
        int number = count();
        if (number != PageWriter.NEW) {
            return known.get(number);
        }
        String text = textOrNull();
        if (text != null) {
            known.add(text);
        }
        return text;
    }

    String repeated() {
        return Objects.requireNonNull(repeatedOrNull());
    }

    SortedMap<String, FieldValue> fields() {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        for (int left = count(); left > 0; left--) {
            fields.put(repeated(), value());
        }
        return fields;
    }

    private FieldValue value() {
        char kind = (char) in.get();
        return switch (kind) {
            case PageWriter.TEXT -> new FieldValue.Text(text());
            case PageWriter.NUMERIC -> new FieldValue.Numeric(new BigDecimal(text()));
            case PageWriter.TRUTH -> new FieldValue.Truth(flag());
            case PageWriter.CLEAR -> new FieldValue.Clear();
            default -> throw new IllegalStateException("There is no kind of value called " + kind);
        };
    }

    SortedMap<String, Long> counts() {
        int size = count();
        if (size == 0) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int left = size; left > 0; left--) {
            counts.put(repeated(), number());
        }
        return counts;
    }
}
