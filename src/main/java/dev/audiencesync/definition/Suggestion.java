package dev.audiencesync.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody probably meant by a word that is not known. */
public final class Suggestion {

    private Suggestion() {}

    /** The known word nearest to the given one; empty where none is near enough to be meant. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return near(word, known).stream().findFirst();
    }

    /** The known words near enough to be meant, the nearest first. */
    public static List<String> near(String word, Collection<String> known) {
        String wanted = bare(word);
        int tolerance = wanted.length() <= 3 ? 1 : Math.max(2, wanted.length() / 3);
        return known.stream()
                .filter(candidate -> distance(wanted, bare(candidate)) <= tolerance)
                .sorted(Comparator.comparingInt(candidate -> distance(wanted, bare(candidate))))
                .toList();
    }

    /** {@code `a`, `b`, `c`}. */
    public static String quoted(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** {@code user_id}, {@code userId} and {@code User ID} are all {@code user-id}. */
    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters were missed, added, replaced, or swapped with the next. */
    private static int distance(String from, String to) {
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : distance(from, to, rows, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int distance(String from, String to, int[][] rows, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
