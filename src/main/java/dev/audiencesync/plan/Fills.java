package dev.audiencesync.plan;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many records had each mapped field filled, whichever action maps it; an object is one field. */
final class Fills {
    private final MappingFingerprints mappings;
    private final Map<String, long[]> counts = new HashMap<>();
    private final Set<String> ofRecord = new HashSet<>();

    Fills(MappingFingerprints mappings) {
        this.mappings = mappings;
        mappings.fields().keySet().forEach(field -> counts.put(field, new long[1]));
    }

    void count(DesiredPerson person) {
        ofRecord.clear();
        for (SortedMap<String, FieldValue> fields : person.fields()) {
            fields.forEach(this::note);
        }
        ofRecord.forEach(field -> counts.computeIfAbsent(field, unmapped -> new long[1])[0]++);
    }

    private void note(String field, FieldValue value) {
        if (!(value instanceof FieldValue.Clear)) {
            ofRecord.add(mappings.mappedAs(field));
        }
    }

    SortedMap<String, Long> counts() {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counts.forEach((field, count) -> sorted.put(field, count[0]));
        return sorted;
    }
}
