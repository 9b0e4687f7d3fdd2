package dev.audiencesync.plan;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Which mapped fields a record fills, whichever action maps them; an object is one field. Immutable. */
final class FilledFields {
    private final MappingFingerprints mappings;

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
        return filled;
    }
}
