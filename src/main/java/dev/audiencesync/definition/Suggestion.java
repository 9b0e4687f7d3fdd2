package dev.audiencesync.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody probably meant by a word that is not known. */
final class Suggestion {

    private Suggestion() {}

    /** The known word nearest to the given one; empty where none is near enough to be meant. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return near(word, known).stream().findFirst();
    }

    /** The known words near enough to be meant, the nearest first. */
    static List<String> near(String word, Collection<String> known) {
        String wanted = bare(word);
        int tolerance = wanted.length() <= 3 ? 1 : Math.max(2, wanted.length() / 3);
        return known.stream()
                .filter(candidate -> distance(wanted, bare(candidate)) <= tolerance)
                .sorted(Comparator.comparingInt(candidate -> distance(wanted, bare(candidate))))
                .toList();
    }

    /** {@code `a`, `b`, `c`}. */
    static String quoted(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** {@code user_id}, {@code userId} and {@code User ID} are all {@code user-id}. */
    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
