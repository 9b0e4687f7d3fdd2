package dev.audiencesync.plan;

import dev.audiencesync.definition.Api;
import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.definition.Foreseen;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The custom attributes that Intercom takes of a run. Since 2.0 one that the workspace does not have, or of another type,
 * rejects the whole write. Names that come from the data, of what lies in an object, need not be attributes of it, and of
 * which type a value is may show only in the record; so those are left out. The Users API defines them itself, where they can be an attribute's name.
 *
 * <p>Keeps in mind what it leaves out; not thread-safe.
 */
public final class TakenAttributes {
    private static final String PARENT = "custom_attributes.";

    private enum Kind {
        TAKEN,
        UNDEFINED,
        NO_NAME,
        OTHER_TYPE
    }

    /**
     * What becomes of a value.
     *
     * @param remark for people, beside the name; may be empty
     */
    private record Fate(Kind kind, String remark) {
        static final Fate TAKEN = new Fate(Kind.TAKEN, "");
        static final Fate UNDEFINED = new Fate(Kind.UNDEFINED, "");
        static final Fate NO_NAME = new Fate(Kind.NO_NAME, "");

        static Fate otherType(String type, FieldValue value) {
            return new Fate(
                    Kind.OTHER_TYPE, " (of type " + type + ", the records have " + AttributeTypes.phrase(value) + ")");
        }
    }

    private interface Rule {
        Fate of(String name, FieldValue value);
    }

    private static final Rule ANYTHING = (name, value) -> Fate.TAKEN;

    private final Rule rule;
    private final Map<Kind, LeftOut> leftOut = new EnumMap<>(Kind.class);

    private TakenAttributes(Rule rule) {
        this.rule = rule;
    }

    /** Whatever records have. */
    public static TakenAttributes all() {
        return new TakenAttributes(ANYTHING);
    }

    /** Asks Intercom only where the records may have names or types of their own: others were seen to before the run. */
    public static TakenAttributes of(JobDefinition definition, IntercomView intercom) {
        boolean toldByTheData = definition.createActions().stream()
                .flatMap(create -> create.customAttributes().values().stream())
                .anyMatch(
                        value -> Foreseen.mayBeObject(value, definition.source().format()));
        if (!toldByTheData) {
            return all();
        }
        if (definition.intercom().api() == Api.USERS) {
            Set<String> named = definition.createActions().stream()
                    .flatMap(create -> create.customAttributes().keySet().stream())
                    .collect(Collectors.toSet());
            return new TakenAttributes(
                    (name, value) -> named.contains(name) || AttributeName.isOne(name) ? Fate.TAKEN : Fate.NO_NAME);
        }
        Map<String, String> types = types(intercom);
        return new TakenAttributes((name, value) -> {
            String type = types.get(name);
            if (type == null) {
                return AttributeName.isOne(name) ? Fate.UNDEFINED : Fate.NO_NAME;
            }
            return AttributeTypes.takes(type, value) ? Fate.TAKEN : Fate.otherType(type, value);
        });
    }

    private static Map<String, String> types(IntercomView intercom) {
        Map<String, String> types = new HashMap<>();
        intercom.customAttributes().stream()
                .filter(attribute -> attribute.writable() && !attribute.archived())
                .forEach(attribute -> types.put(attribute.name(), attribute.type()));
        return types;
    }

    boolean takesAllOf(DesiredPerson record) {
        return rule.equals(ANYTHING)
                || record.fields().stream().allMatch(fields -> fields.entrySet().stream()
                        .allMatch(
                                field -> fate(field.getKey(), field.getValue()).equals(Fate.TAKEN)));
    }

    /** Whether it has something that could be sent if Intercom had an attribute for it. */
    boolean lacksOneFor(DesiredPerson record) {
        return record.fields().stream().anyMatch(fields -> fields.entrySet().stream()
                .anyMatch(field -> fate(field.getKey(), field.getValue()).equals(Fate.UNDEFINED)));
    }

    /** The record without what is not taken, which is kept in mind. */
    DesiredPerson partOf(DesiredPerson record) {
        Map<Kind, SortedMap<String, String>> ofRecord = new EnumMap<>(Kind.class);
        List<SortedMap<String, FieldValue>> rest = new ArrayList<>();
        record.fields().forEach(fields -> rest.add(rest(fields, ofRecord)));
        ofRecord.forEach((kind, names) -> leftOut(kind).add(names));
        return new DesiredPerson(
                record.identifiers(),
                rest,
                record.facts(),
                record.newestBy(),
                record.position(),
                record.ages(),
                record.visitor());
    }

    private SortedMap<String, FieldValue> rest(
            SortedMap<String, FieldValue> fields, Map<Kind, SortedMap<String, String>> ofRecord) {
        SortedMap<String, FieldValue> rest = new TreeMap<>();
        fields.forEach((field, value) -> {
            Fate fate = fate(field, value);
            if (fate.equals(Fate.TAKEN)) {
                rest.put(field, value);
            } else {
                ofRecord.computeIfAbsent(fate.kind(), names -> new TreeMap<>())
                        .put(field.substring(PARENT.length()), fate.remark());
            }
        });
        return rest;
    }

    private Fate fate(String field, FieldValue value) {
        return field.startsWith(PARENT) ? rule.of(field.substring(PARENT.length()), value) : Fate.TAKEN;
    }

    /** What Intercom has no attributes for. */
    LeftOut undefined() {
        return leftOut(Kind.UNDEFINED);
    }

    /** What cannot be an attribute's name. */
    LeftOut noNames() {
        return leftOut(Kind.NO_NAME);
    }

    /** What is of another type than the attribute. */
    LeftOut otherTypes() {
        return leftOut(Kind.OTHER_TYPE);
    }

    private LeftOut leftOut(Kind kind) {
        return leftOut.computeIfAbsent(kind, first -> new LeftOut());
    }
}
