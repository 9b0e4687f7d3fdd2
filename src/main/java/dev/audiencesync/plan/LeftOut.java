package dev.audiencesync.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What records have and is left out of them, by name. Nobody knows how many names the data holds. Not thread-safe. */
final class LeftOut {
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_SHOWN = 80;

    private static final class Name {
        private final String remark;
        private long records;

        Name(String remark) {
            this.remark = remark;
        }
    }

    private final Map<String, Name> names = new HashMap<>();
    private boolean moreNames;
    private long records;

    /**
     * Takes in what is left out of one record.
     *
     * @param ofRecord from name to a remark, of which the first is shown
     */
    void add(Map<String, String> ofRecord) {
        records++;
        ofRecord.forEach((name, remark) -> {
            if (names.size() < MOST_NAMES || names.containsKey(name)) {
                names.computeIfAbsent(name, first -> new Name(remark)).records++;
            } else {
                moreNames = true;
            }
        });
    }

    /** Records of which something was left out. */
    long records() {
        return records;
    }

    /** The names, the most frequent first, for people; empty where nothing was left out. */
    String shown() {
        List<String> some = names.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Name> entry) -> -entry.getValue().records)
                        .thenComparing(Map.Entry::getKey))
                .filter(entry -> !entry.getKey().contains("@"))
                .limit(MOST_SHOWN)
                .map(entry -> shortened(entry.getKey()) + entry.getValue().remark)
                .toList();
        String shown = String.join(", ", some);
        long others = (long) names.size() - some.size();
        String more = others == 0 ? "" : (moreNames ? "at least " : "") + others + " more";
        return shown.isEmpty() || more.isEmpty() ? shown + more : shown + " and " + more;
    }

    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        String start = name.substring(0, name.offsetByCodePoints(0, Math.min(LONGEST_SHOWN, length)));
        return "`" + start.replaceAll("\\p{Cntrl}", " ") + (length > LONGEST_SHOWN ? "…" : "") + "`";
    }
}
