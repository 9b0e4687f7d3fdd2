package dev.audiencesync.person;

import java.util.Locale;

/** How many there are of something, as people read it; the same on every machine, whatever its locale. */
public final class Amount {
    private Amount() {}

    /** {@code 1,204}. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 change}, {@code 1,204 changes}; the words may go on: {@code 1 record has}, {@code 2 records have}. */
    public static String of(long value, String one, String many) {
        return number(value) + " " + word(value, one, many);
    }

    /** The word alone. */
    public static String word(long value, String one, String many) {
        return value == 1 ? one : many;
    }

    public static String people(long value) {
        return of(value, "person", "people");
    }

    public static String records(long value) {
        return of(value, "record", "records");
    }

    public static String calls(long value) {
        return of(value, "call", "calls");
    }
}
