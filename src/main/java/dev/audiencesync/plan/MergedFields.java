package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest value of each field and identifier that events of one person have. */
final class MergedFields {

    private static final String EMAIL = "email";

    private final SortedMap<String, FieldValue> fields = new TreeMap<>();
    private final Map<String, RecordAge> ages = new HashMap<>();
    private final Newest externalId = new Newest();
    private final Newest email = new Newest();
    private final Newest intercomId = new Newest();

    /** A text and how new it is. */
    private static final class Newest {
        private @Nullable String text;
        private @Nullable RecordAge age;

        void offer(@Nullable String other, RecordAge otherAge) {
            if (other != null && (age == null || otherAge.compareTo(age) > 0)) {
                text = other;
                age = otherAge;
            }
        }
    }

    /** Takes in an event, or events that were merged before. */
    void add(DesiredPerson event, RecordAge eventAge) {
        event.fields()
                .forEach(ofAction -> ofAction.forEach((field, value) -> {
                    RecordAge age = age(event, field, eventAge);
                    RecordAge known = ages.get(field);
                    if (known == null || age.compareTo(known) > 0) {
                        fields.put(field, value);
                        ages.put(field, age);
                    }
                }));
        Identifiers identifiers = event.identifiers();
        externalId.offer(identifiers.externalId(), eventAge);
        email.offer(identifiers.email(), age(event, EMAIL, eventAge));
        intercomId.offer(identifiers.intercomId(), eventAge);
    }

    private static RecordAge age(DesiredPerson event, String field, RecordAge eventAge) {
        long said = event.age(field);
        return new RecordAge(said, eventAge.replaced(), said, eventAge.sequence());
    }

    Identifiers identifiers() {
        return new Identifiers(externalId.text, email.text, intercomId.text);
    }

    /** All fields as those of the first action, as one event has them. */
    List<SortedMap<String, FieldValue>> byAction(int actions) {
        List<SortedMap<String, FieldValue>> byAction =
                new ArrayList<>(Collections.nCopies(actions, Collections.emptySortedMap()));
        byAction.set(0, Collections.unmodifiableSortedMap(fields));
        return List.copyOf(byAction);
    }

    SortedMap<String, Long> ages() {
        SortedMap<String, Long> all = new TreeMap<>();
        ages.forEach((field, age) -> all.put(field, age.newestBy()));
        RecordAge ofEmail = email.age;
        if (ofEmail != null) {
            all.putIfAbsent(EMAIL, ofEmail.newestBy());
        }
        return Collections.unmodifiableSortedMap(all);
    }
}
