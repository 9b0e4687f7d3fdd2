package dev.audiencesync.definition;

import java.util.Arrays;

/**
 * A name or id in which {@code *} stands for any characters, also none, and {@code ?} for any one. Names compare as in
 * conditions: trimmed, with their case, and one without wildcards also as exports cut it.
 */
final class NamePattern {

    private final int[] pattern;
    private final int[] cut;

    NamePattern(String text) {
        pattern = text.strip().codePoints().toArray();
        cut = isPlain(text) ? ExportedName.of(text).codePoints().toArray() : pattern;
    }

    boolean matches(String exported) {
        int[] name = exported.strip().codePoints().toArray();
        return matches(pattern, name) || Arrays.equals(cut, name);
    }

    /** Whether the text has no wildcards. */
    static boolean isPlain(String text) {
        return text.chars().noneMatch(point -> point == '*' || point == '?');
    }

    /** Goes back to the last star only, so that no pattern takes longer than its length times the name's. */
    private static boolean matches(int[] pattern, int[] name) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        int next = 0;
        while (next < name.length) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                afterStar = next;
            } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == name[next])) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }
}
