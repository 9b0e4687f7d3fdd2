package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * All that a record asks for: what its person is created anew with where Intercom has deleted the contact.
 *
 * @param tags names of the tags its conditions put on
 */
public record Whole(SortedMap<String, FieldValue> fields, List<String> tags) {
    /** For whoever is not created anew. */
    public static final Whole NONE = new Whole(Collections.emptySortedMap(), List.of());

    public boolean isNone() {
        return fields.isEmpty();
    }
}
