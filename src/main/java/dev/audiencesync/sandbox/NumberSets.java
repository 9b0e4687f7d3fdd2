package dev.audiencesync.sandbox;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sorted sets of contact numbers by key; a null key is nobody's. */
final class NumberSets {
    private final Map<String, NavigableSet<Long>> sets = new HashMap<>();

    void add(@Nullable String key, long number) {
        if (key != null) {
            sets.computeIfAbsent(key, absent -> new TreeSet<>()).add(number);
        }
    }

    void remove(@Nullable String key, long number) {
        NavigableSet<Long> set = key == null ? null : sets.get(key);
        if (key != null && set != null && set.remove(number) && set.isEmpty()) {
            sets.remove(key);
        }
    }

    NavigableSet<Long> get(String key) {
        return Collections.unmodifiableNavigableSet(sets.getOrDefault(key, Collections.emptyNavigableSet()));
    }
}
