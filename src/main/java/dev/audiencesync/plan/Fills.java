package dev.audiencesync.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many records had each mapped field filled. */
final class Fills {
    private final Map<String, long[]> counts = new HashMap<>();

    /** @param mapped those that are told of though no record fills them */
    Fills(Set<String> mapped) {
        mapped.forEach(field -> counts.put(field, new long[1]));
    }

    /** Takes in which fields a record fills. */
    void count(Set<String> filled) {
        for (String field : filled) {
            counts.computeIfAbsent(field, unmapped -> new long[1])[0]++;
        }
    }

    SortedMap<String, Long> counts() {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counts.forEach((field, count) -> sorted.put(field, count[0]));
        return sorted;
    }
}
