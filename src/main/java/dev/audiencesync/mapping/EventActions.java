package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the actions of an event stream take from one event. Their conditions are decided event by event: an event for
 * which one does not hold contributes nothing to it, whatever other events of the person do.
 */
final class EventActions {

    private static final String LAST_REQUEST = Parameter.LAST_REQUEST_AT.field().orElseThrow();
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final List<CreateOrUpdateUser> actions;
    private final List<FieldReader> readers;

    EventActions(List<CreateOrUpdateUser> actions, List<FieldReader> readers) {
        this.actions = actions;
        this.readers = readers;
    }

    /** Whether any of the actions is for an event with these answers. */
    boolean ask(ConditionFacts facts) {
        return actions.stream().anyMatch(action -> isFor(action, facts));
    }

    private static boolean isFor(CreateOrUpdateUser action, ConditionFacts facts) {
        return ConditionDecision.of(action.when(), facts, Set.of()) == ConditionDecision.TRUE;
    }

    /**
     * What one event says.
     *
     * @param ages of the fields that are not of the event's age
     */
    record Said(SortedMap<String, FieldValue> fields, SortedMap<String, Long> ages, Optional<UnusableRecord> problem) {}

    /**
     * The fields of all actions that are for the event; where two name the same field, the later action's value.
     *
     * @param timed whether the event has a time
     */
    Said read(ObjectNode content, ConditionFacts facts, Identifiers identifiers, boolean timed) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        SortedMap<String, FieldValue> defaults = new TreeMap<>();
        Optional<UnusableRecord> problem = Optional.empty();
        for (int i = 0; i < readers.size(); i++) {
            if (isFor(actions.get(i), facts)) {
                FieldReader.Result result = readers.get(i).read(content, identifiers);
                Set<String> defaulted = readers.get(i).defaulted(content);
                result.fields()
                        .forEach((field, value) -> (defaulted.contains(field) ? defaults : fields).put(field, value));
                problem = problem.or(result::problem);
            }
        }
        defaults.keySet().removeAll(fields.keySet());
        SortedMap<String, Long> ages = timed ? new TreeMap<>() : untimed(fields.keySet());
        ages.putAll(ages(fields, defaults.keySet()));
        fields.putAll(defaults);
        return new Said(Collections.unmodifiableSortedMap(fields), ages, problem);
    }

    private static SortedMap<String, Long> untimed(Set<String> told) {
        SortedMap<String, Long> ages = new TreeMap<>();
        told.forEach(field -> ages.put(field, DesiredPerson.UNTIMED));
        return ages;
    }

    /**
     * The latest request is the one with the latest time, whichever event tells of it; a default is for who has no event
     * that tells, however old.
     */
    private static SortedMap<String, Long> ages(SortedMap<String, FieldValue> told, Set<String> defaulted) {
        SortedMap<String, Long> ages = new TreeMap<>();
        if (told.get(LAST_REQUEST) instanceof FieldValue.Numeric seconds) {
            ages.put(LAST_REQUEST, seconds.value().multiply(MILLIS).longValue());
        }
        defaulted.forEach(field -> ages.put(field, Long.MIN_VALUE));
        return ages;
    }

    /** The fields as those of the first action: which of them an event is for is decided, and the plan need not ask. */
    List<SortedMap<String, FieldValue>> alone(SortedMap<String, FieldValue> fields) {
        List<SortedMap<String, FieldValue>> byAction =
                new ArrayList<>(Collections.nCopies(actions.size(), Collections.emptySortedMap()));
        byAction.set(0, fields);
        return List.copyOf(byAction);
    }
}
