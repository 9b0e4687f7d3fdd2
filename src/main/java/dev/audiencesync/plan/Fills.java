package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many records had each mapped field filled, whichever action maps it. */
final class Fills {
    private final Map<String, long[]> counts = new HashMap<>();
    private final Set<String> ofRecord = new HashSet<>();

    Fills(Collection<String> fields) {
        fields.forEach(field -> counts.put(field, new long[1]));
    }

    void count(DesiredPerson person) {
        if (person.fields().size() == 1) {
            person.fields().get(0).forEach(this::count);
            return;
        }
        ofRecord.clear();
        for (SortedMap<String, FieldValue> fields : person.fields()) {
            fields.forEach((field, value) -> {
                if (ofRecord.add(field)) {
                    count(field, value);
                }
            });
        }
    }

    private void count(String field, FieldValue value) {
        if (!(value instanceof FieldValue.Clear)) {
            counts.computeIfAbsent(field, unmapped -> new long[1])[0]++;
        }
    }

    SortedMap<String, Long> counts() {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counts.forEach((field, count) -> sorted.put(field, count[0]));
        return sorted;
    }
}
