package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of one create action. */
final class FieldReader {

    /** Present fields, and the first thing wrong with the others. */
    record Result(SortedMap<String, FieldValue> fields, Optional<UnusableRecord> problem) {}

    private static final String UNSUBSCRIBED = "unsubscribed_from_emails";
    private static final String EMAIL = "email";
    private static final FieldValue UNSUBSCRIBES = new FieldValue.Truth(true);

    private final boolean sendsExternalId;
    private final boolean sendsEmail;
    private final ValueSource email;
    private final boolean allowResubscribe;
    private final List<FieldMapping> mappings = new ArrayList<>();
    private final Set<String> mapped;

    /**
     * Prepares the action's fields.
     *
     * @param named the custom attributes that the definition names, in whichever action: they go before what an object
     *     holds
     * @param personal the places of the record where names and addresses stand
     */
    FieldReader(CreateOrUpdateUser action, Set<String> named, Set<String> personal) {
        mapped = named.stream().map(name -> Flattened.PARENT + name).collect(Collectors.toSet());
        sendsExternalId = action.parameters().containsKey(Parameter.USER_ID);
        sendsEmail = action.parameters().containsKey(Parameter.EMAIL);
        email = ValueSource.ofEmail(action.parameters().get(Parameter.EMAIL));
        allowResubscribe = action.allowResubscribe();
        action.parameters().forEach((parameter, value) -> parameter
                .field()
                .filter(field -> parameter.kind() != Parameter.Kind.IDENTIFIER)
                .ifPresent(field -> add(field, parameter.connectorName(), value, converter(parameter), personal)));
        action.customAttributes().forEach((name, value) -> {
            add(Flattened.PARENT + name, Flattened.LABEL + name, value, converter(value), personal);
        });
    }

    Result read(ObjectNode content, Identifiers identifiers) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        Flattened flattened = new Flattened(mapped);
        UnusableRecord problem = null;
        for (FieldMapping mapping : mappings) {
            Reading found = mapping.source().read(content);
            Reading reading = mapping.converter().takesText() ? mapping.source().asText(found) : found;
            if (reading instanceof Reading.Emptied) {
                fields.put(mapping.name(), new FieldValue.Clear());
            } else if (reading instanceof Reading.Structured structured) {
                problem = first(problem, structured(mapping, structured, flattened));
            } else if (reading instanceof Reading.Scalar scalar) {
                problem = first(problem, convert(mapping, scalar.value(), fields));
            }
        }
        fields.putAll(flattened.fields());
        putIdentifiers(fields, content, identifiers);
        if (!allowResubscribe) {
            // emptied is as good as false: Intercom takes a missing value for subscribed
            fields.computeIfPresent(UNSUBSCRIBED, (name, value) -> UNSUBSCRIBES.equals(value) ? value : null);
        }
        return new Result(Collections.unmodifiableSortedMap(fields), Optional.ofNullable(problem));
    }

    /** The fields that the record says nothing of, and that a default fills. */
    Set<String> defaulted(ObjectNode content) {
        return mappings.stream()
                .filter(mapping -> mapping.source().fallsBack(content))
                .map(FieldMapping::name)
                .collect(Collectors.toSet());
    }

    private static Optional<UnusableRecord> convert(
            FieldMapping mapping, Object scalar, SortedMap<String, FieldValue> fields) {
        Conversion conversion = mapping.converter().convert(scalar);
        if (conversion instanceof Conversion.Converted converted) {
            fields.put(mapping.name(), converted.value());
            return Optional.empty();
        }
        return Optional.of(mapping.refused((Conversion.Refused) conversion, scalar));
    }

    private static Optional<UnusableRecord> structured(
            FieldMapping mapping, Reading.Structured structured, Flattened flattened) {
        return structured.node() instanceof ObjectNode object && mapping.name().startsWith(Flattened.PARENT)
                ? flattened.add(mapping, object)
                : Optional.of(mapping.refused("structured_value", structured.kind() + ", not a single value"));
    }

    /** Whoever is known by an e-mail alone cannot lose it: only a record that sends a User ID empties it. */
    private void putIdentifiers(SortedMap<String, FieldValue> fields, ObjectNode content, Identifiers identifiers) {
        putText(fields, "external_id", sendsExternalId ? identifiers.externalId() : null);
        putText(fields, EMAIL, sendsEmail ? identifiers.email() : null);
        if (fields.containsKey("external_id")
                && identifiers.email() == null
                && email.read(content) instanceof Reading.Emptied) {
            fields.put(EMAIL, new FieldValue.Clear());
        }
    }

    private static void putText(SortedMap<String, FieldValue> fields, String name, @Nullable String text) {
        if (text != null) {
            fields.put(name, new FieldValue.Text(text));
        }
    }

    private static @Nullable UnusableRecord first(@Nullable UnusableRecord one, Optional<UnusableRecord> other) {
        return one != null ? one : other.orElse(null);
    }

    private void add(String field, String label, Value value, Converter converter, Set<String> personal) {
        ValueSource source = ValueSource.of(value);
        mappings.add(new FieldMapping(field, label, source, converter, !personal.contains(source.place())));
    }

    private static Converter converter(Value attribute) {
        Value.Type type = attribute instanceof Value.FromRecord from ? from.type() : Value.Type.AS_FOUND;
        return switch (type) {
            case AS_FOUND -> asFound(ValueSource.of(attribute));
            case TEXT -> Converter.TEXT;
            case NUMBER -> Converter.NUMBER;
            case BOOLEAN -> Converter.TRUTH;
            case DATE -> Converter.TIME;
        };
    }

    /** In a database's unload, numbers and truths are texts as well. */
    private static Converter asFound(ValueSource attribute) {
        if (attribute.isIn("dates")) {
            return Converter.TIME;
        }
        if (attribute.isIn("metrics")) {
            return Converter.NUMBER;
        }
        return attribute.isIn("flags") ? Converter.TRUTH : Converter.AS_IS;
    }

    private static Converter converter(Parameter parameter) {
        return switch (parameter.kind()) {
            case TIME -> Converter.TIME;
            case TRUTH -> Converter.TRUTH;
            case TEXT, IDENTIFIER -> Converter.TEXT;
            case LONG_TEXT -> Converter.LONG_TEXT;
            case WHOLE_NUMBER -> Converter.WHOLE_NUMBER;
            case URL -> Converter.URL;
            case ROLE -> Converter.ROLE;
        };
    }
}
