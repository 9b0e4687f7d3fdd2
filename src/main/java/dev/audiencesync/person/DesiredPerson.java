package dev.audiencesync.person;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What one record asks for, or several of one person that add to each other.
 *
 * @param identifiers at least one is present
 * @param fields one map for each create-or-update-user action of the definition, in its order, from Intercom's field
 *     name ({@code name}, {@code custom_attributes.plan}) to its value; identifiers that are sent ({@code external_id},
 *     {@code email}) are among them
 * @param facts the answers to the definition's condition leaves
 * @param newestBy orders the records of one person, larger is newer; {@link Long#MIN_VALUE} where the record has none
 * @param position where the record stands
 * @param ages of fields that are not of the record's own age, as {@code newestBy}; those of a record that adds to others
 * @param visitor the hash of the visitor the record is of; {@link #NO_VISITOR} where it names none
 */
public record DesiredPerson(
        Identifiers identifiers,
        List<SortedMap<String, FieldValue>> fields,
        ConditionFacts facts,
        long newestBy,
        SourcePosition position,
        SortedMap<String, Long> ages,
        long visitor) {

    public static final long NO_VISITOR = 0;

    /** The age of what an event without a time says: older than all that has one, newer than a default. */
    public static final long UNTIMED = Long.MIN_VALUE + 1;

    /** A record that is all its person's, of no visitor that could be taken over. */
    public DesiredPerson(
            Identifiers identifiers,
            List<SortedMap<String, FieldValue>> fields,
            ConditionFacts facts,
            long newestBy,
            SourcePosition position) {
        this(identifiers, fields, facts, newestBy, position, Collections.emptySortedMap(), NO_VISITOR);
    }

    /** How old the field's value is. */
    public long age(String field) {
        return ages.getOrDefault(field, newestBy);
    }

    /** The same with other facts. */
    public DesiredPerson with(ConditionFacts others) {
        return new DesiredPerson(identifiers, fields, others, newestBy, position, ages, visitor);
    }
}
