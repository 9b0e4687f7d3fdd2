package dev.audiencesync.export;

/** What separates the columns of a file, by its header line. */
final class Delimiter {

    /** Where two are equally frequent, the first is taken. */
    private static final String CANDIDATES = ",;\t|";

    private Delimiter() {}

    /** The candidate that stands most often in the line, outside of quotes. */
    static char of(String headerLine) {
        int[] counts = new int[CANDIDATES.length()];
        boolean quoted = false;
        for (int i = 0; i < headerLine.length(); i++) {
            char next = headerLine.charAt(i);
            int candidate = CANDIDATES.indexOf(next);
            quoted ^= next == '"';
            if (candidate >= 0 && !quoted) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int candidate = 1; candidate < counts.length; candidate++) {
            best = counts[candidate] > counts[best] ? candidate : best;
        }
        return CANDIDATES.charAt(best);
    }
}
