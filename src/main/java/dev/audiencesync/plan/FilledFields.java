package dev.audiencesync.plan;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which mapped fields a record fills, whichever action maps them; an object is one field. Records that fill the same are
 * told of by one set: whoever counts them finds it at hand. Thread-safe.
 */
final class FilledFields {
    private static final int MOST_SHARED = 1_000;

    private final MappingFingerprints mappings;
    private final Map<Set<String>, Set<String>> shared = new ConcurrentHashMap<>();

    FilledFields(MappingFingerprints mappings) {
        this.mappings = mappings;
    }

    Set<String> of(DesiredPerson person) {
        Set<String> filled = new HashSet<>();
        for (SortedMap<String, FieldValue> fields : person.fields()) {
            for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
                if (!(field.getValue() instanceof FieldValue.Clear)) {
                    filled.add(mappings.mappedAs(field.getKey()));
                }
            }
        }
        return shared(filled);
    }

    private Set<String> shared(Set<String> filled) {
        Set<String> known = shared.get(filled);
        if (known == null && shared.size() < MOST_SHARED) {
            Set<String> first = Set.copyOf(filled);
            known = shared.putIfAbsent(first, first);
            return known == null ? first : known;
        }
        return known == null ? filled : known;
    }
}
