package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How old the values of a person known by events are, over all runs: an older one never takes a newer one's place. */
final class EventAges {

    /** Names the person, however old. */
    private static final String EXTERNAL_ID = "external_id";

    private EventAges() {}

    /**
     * The events without what is older than what was read before. What has no time is news, as a record without one is:
     * it stands behind what this run's events tell alone.
     */
    static DesiredPerson news(DesiredPerson events, @Nullable JobMemory memory) {
        if (memory == null || memory.ages().isEmpty()) {
            return events;
        }
        List<SortedMap<String, FieldValue>> news = new ArrayList<>();
        for (SortedMap<String, FieldValue> fields : events.fields()) {
            SortedMap<String, FieldValue> newer = new TreeMap<>(fields);
            newer.keySet()
                    .removeIf(field -> !field.equals(EXTERNAL_ID)
                            && events.age(field) != DesiredPerson.UNTIMED
                            && events.age(field) < memory.ages().getOrDefault(field, Long.MIN_VALUE));
            news.add(Collections.unmodifiableSortedMap(newer));
        }
        return new DesiredPerson(
                events.identifiers(),
                news,
                events.facts(),
                events.newestBy(),
                events.position(),
                events.ages(),
                events.visitor());
    }

    /** What is to be remembered once the events are taken in. */
    static SortedMap<String, Long> known(DesiredPerson events, @Nullable JobMemory memory) {
        SortedMap<String, Long> known = new TreeMap<>(memory == null ? Collections.emptySortedMap() : memory.ages());
        events.fields()
                .forEach(fields -> fields.keySet().forEach(field -> known.merge(field, events.age(field), Math::max)));
        return known;
    }
}
