package dev.audiencesync.mapping;

import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.person.FieldValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The custom attributes that one record's objects become: Intercom takes single values only, so each value in an object
 * is an attribute of its own, with a name such as {@code categories_bags_red}.
 */
final class Flattened {

    static final String PARENT = "custom_attributes.";
    static final String LABEL = "custom attribute ";

    private final Set<String> mapped;
    private final SortedMap<String, FieldValue> fields = new TreeMap<>();

    /** @param mapped the fields that the definition names: what it says of them goes before what an object holds */
    Flattened(Set<String> mapped) {
        this.mapped = mapped;
    }

    SortedMap<String, FieldValue> fields() {
        return fields;
    }

    /** Takes in what an object holds, however deep; the result is why the record cannot be used, if it cannot. */
    Optional<UnusableRecord> add(FieldMapping mapping, ObjectNode object) {
        Optional<UnusableRecord> problem = Optional.empty();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            FieldMapping member = member(mapping, entry.getKey());
            Optional<UnusableRecord> found = add(member, entry.getValue());
            problem = problem.isPresent() ? problem : found;
        }
        return problem;
    }

    private Optional<UnusableRecord> add(FieldMapping member, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return add(member, object);
        }
        if (mapped.contains(member.name())) {
            return Optional.empty();
        }
        Reading reading = member.source().member(node, member.converter().takesText());
        if (reading instanceof Reading.Structured structured) {
            return Optional.of(member.refused("structured_value", structured.kind() + ", not a single value"));
        }
        if (reading instanceof Reading.Emptied) {
            return put(member, new FieldValue.Clear());
        }
        return reading instanceof Reading.Scalar scalar ? convert(member, scalar.value()) : Optional.empty();
    }

    private Optional<UnusableRecord> convert(FieldMapping member, Object scalar) {
        Conversion conversion = member.converter().convert(scalar);
        return conversion instanceof Conversion.Converted converted
                ? put(member, converted.value())
                : Optional.of(member.refused((Conversion.Refused) conversion, scalar));
    }

    /**
     * A name is no less a text than a value is. Two different values for one attribute: which of them is meant cannot be
     * known.
     */
    private Optional<UnusableRecord> put(FieldMapping member, FieldValue value) {
        if (!Scalars.isSound(member.name())) {
            return Optional.of(member.refused("invalid_text", "a name in it holds a NUL or half a surrogate pair"));
        }
        FieldValue other = fields.putIfAbsent(member.name(), value);
        return other == null || other.equals(value)
                ? Optional.empty()
                : Optional.of(
                        member.refused("ambiguous_attribute", "two values whose names in Intercom would be the same"));
    }

    /** A name that comes from the data is shown unless it may be an address, or cannot be written. */
    private static FieldMapping member(FieldMapping mapping, String key) {
        String name = AttributeName.of(mapping.name(), key);
        boolean showing = Scalars.isSound(key) && !key.contains("@");
        String label = showing ? AttributeName.of(mapping.label(), key) : mapping.label();
        return new FieldMapping(name, label, mapping.source(), mapping.converter(), mapping.showing());
    }
}
