package dev.audiencesync.plan;

import dev.audiencesync.definition.Api;
import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.definition.Foreseen;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The custom attributes that Intercom takes of a run. Names that come from the data, of what lies in an object, need not
 * be defined in the workspace, and since 2.0 one that is not rejects the whole write; so they are left out. The Users API
 * defines them itself.
 *
 * <p>Notes what it leaves out; not thread-safe.
 */
public final class TakenAttributes {
    private static final String PARENT = "custom_attributes.";
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_SHOWN = 10;

    private final Predicate<String> taken;
    private final Map<String, long[]> leftOut = new HashMap<>();
    private boolean moreLeftOut;

    private TakenAttributes(Predicate<String> taken) {
        this.taken = taken;
    }

    /** All whose name can be an attribute's. */
    public static TakenAttributes all() {
        return new TakenAttributes(name -> name.codePointCount(0, name.length()) <= AttributeName.LONGEST);
    }

    /** Asks Intercom only where the records may have names of their own: others were seen to before the run. */
    public static TakenAttributes of(JobDefinition definition, IntercomView intercom) {
        boolean namedByTheData = definition.createActions().stream()
                .flatMap(create -> create.customAttributes().values().stream())
                .anyMatch(
                        value -> Foreseen.mayBeObject(value, definition.source().format()));
        if (!namedByTheData || definition.intercom().api() == Api.USERS) {
            return all();
        }
        return new TakenAttributes(intercom.customAttributes().stream()
                .filter(attribute -> attribute.writable() && !attribute.archived())
                .map(IntercomView.Attribute::name)
                .collect(Collectors.toSet())::contains);
    }

    boolean takesAllOf(DesiredPerson record) {
        return record.fields().stream()
                .allMatch(fields -> fields.keySet().stream().allMatch(this::isTaken));
    }

    /** The record without what is not taken, which is noted. */
    DesiredPerson partOf(DesiredPerson record) {
        List<SortedMap<String, FieldValue>> rest =
                record.fields().stream().map(this::rest).toList();
        return new DesiredPerson(
                record.identifiers(),
                rest,
                record.facts(),
                record.newestBy(),
                record.position(),
                record.ages(),
                record.visitor());
    }

    private SortedMap<String, FieldValue> rest(SortedMap<String, FieldValue> fields) {
        SortedMap<String, FieldValue> rest = new TreeMap<>(fields);
        rest.keySet().removeIf(field -> !isTaken(field));
        fields.keySet().stream().filter(field -> !rest.containsKey(field)).forEach(this::note);
        return rest;
    }

    private boolean isTaken(String field) {
        return !field.startsWith(PARENT) || taken.test(field.substring(PARENT.length()));
    }

    /** Nobody knows how many names the data holds. */
    private void note(String field) {
        String name = field.substring(PARENT.length());
        if (leftOut.size() < MOST_NAMES || leftOut.containsKey(name)) {
            leftOut.computeIfAbsent(name, first -> new long[1])[0]++;
        } else {
            moreLeftOut = true;
        }
    }

    /** The names that were left out, the most frequent first, for people; empty where none was. */
    String leftOut() {
        List<String> names = leftOut.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> entry) -> -entry.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        String shown = names.stream()
                .filter(name -> !name.contains("@"))
                .limit(MOST_SHOWN)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        long others = names.size()
                - names.stream()
                        .filter(name -> !name.contains("@"))
                        .limit(MOST_SHOWN)
                        .count();
        String more = others == 0 ? "" : (moreLeftOut ? "at least " : "") + others + " more";
        return shown.isEmpty() || more.isEmpty() ? shown + more : shown + " and " + more;
    }
}
