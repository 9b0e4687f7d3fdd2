package dev.audiencesync.mapping;

/** A name or id as a definition gives it. Exports cut names at 128 characters, so a longer one matches cut as well. */
final class TealiumName {

    private static final int EXPORTED_LENGTH = 128;

    private final String whole;
    private final String cut;

    TealiumName(String text) {
        whole = text.strip();
        cut = whole.codePointCount(0, whole.length()) <= EXPORTED_LENGTH
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, EXPORTED_LENGTH))
                        .strip();
    }

    boolean matches(String exported) {
        String name = exported.strip();
        return name.equals(whole) || name.equals(cut);
    }
}
