package dev.audiencesync.person;

import java.util.List;
import java.util.SortedMap;

/**
 * What one record asks for.
 *
 * @param identifiers at least one is present
 * @param fields one map for each create-or-update-user action of the definition, in its order, from Intercom's field
 *     name ({@code name}, {@code custom_attributes.plan}) to its value; identifiers that are sent ({@code external_id},
 *     {@code email}) are among them
 * @param facts the answers to the definition's condition leaves
 * @param newestBy orders the records of one person, larger is newer; {@link Long#MIN_VALUE} where the record has none
 * @param position where the record stands
 */
public record DesiredPerson(
        Identifiers identifiers,
        List<SortedMap<String, FieldValue>> fields,
        ConditionFacts facts,
        long newestBy,
        SourcePosition position) {}
