package dev.audiencesync.definition;

/** Names as exports write them: trimmed, and cut at 128 characters. */
public final class ExportedName {

    static final int LONGEST = 128;

    private ExportedName() {}

    public static String of(String name) {
        String whole = name.strip();
        return whole.codePointCount(0, whole.length()) <= LONGEST
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, LONGEST)).strip();
    }
}
