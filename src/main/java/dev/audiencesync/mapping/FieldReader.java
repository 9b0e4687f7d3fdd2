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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of one create action. */
final class FieldReader {

    /** Present fields, and the first thing wrong with the others. */
    record Result(SortedMap<String, FieldValue> fields, Optional<UnusableRecord> problem) {}

    private static final String UNSUBSCRIBED = "unsubscribed_from_emails";
    private static final FieldValue UNSUBSCRIBES = new FieldValue.Truth(true);
    private static final int SHOWN_LENGTH = 80;

    private final boolean sendsExternalId;
    private final boolean sendsEmail;
    private final boolean allowResubscribe;
    private final List<FieldMapping> mappings = new ArrayList<>();

    /**
     * Prepares the action's fields.
     *
     * @param personal the places of the record where names and addresses stand
     */
    FieldReader(CreateOrUpdateUser action, Set<String> personal) {
        sendsExternalId = action.parameters().containsKey(Parameter.USER_ID);
        sendsEmail = action.parameters().containsKey(Parameter.EMAIL);
        allowResubscribe = action.allowResubscribe();
        action.parameters().forEach((parameter, value) -> parameter
                .contactField()
                .filter(field -> parameter.kind() != Parameter.Kind.IDENTIFIER)
                .ifPresent(field -> add(field, parameter.connectorName(), value, converter(parameter), personal)));
        action.customAttributes().forEach((name, value) -> {
            add("custom_attributes." + name, "custom attribute " + name, value, converter(value), personal);
        });
    }

    Result read(ObjectNode content, Identifiers identifiers) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        UnusableRecord problem = null;
        for (FieldMapping mapping : mappings) {
            Reading found = mapping.source().read(content);
            Reading reading = mapping.converter().takesText() ? mapping.source().asText(found) : found;
            if (reading instanceof Reading.Emptied) {
                fields.put(mapping.name(), new FieldValue.Clear());
            } else if (reading instanceof Reading.Structured structured) {
                problem = first(
                        problem, refused(mapping, "structured_value", structured.kind() + ", not a single value"));
            } else if (reading instanceof Reading.Scalar scalar) {
                problem = first(problem, convert(mapping, scalar.value(), fields));
            }
        }
        putText(fields, "external_id", sendsExternalId ? identifiers.externalId() : null);
        putText(fields, "email", sendsEmail ? identifiers.email() : null);
        if (!allowResubscribe) {
            // emptied is as good as false: Intercom takes a missing value for subscribed
            fields.computeIfPresent(UNSUBSCRIBED, (name, value) -> UNSUBSCRIBES.equals(value) ? value : null);
        }
        return new Result(Collections.unmodifiableSortedMap(fields), Optional.ofNullable(problem));
    }

    private static @Nullable UnusableRecord convert(
            FieldMapping mapping, Object scalar, SortedMap<String, FieldValue> fields) {
        Conversion conversion = mapping.converter().convert(scalar);
        if (conversion instanceof Conversion.Converted converted) {
            fields.put(mapping.name(), converted.value());
            return null;
        }
        Conversion.Refused refusal = (Conversion.Refused) conversion;
        String shown = refusal.showing() && mapping.showing() ? shown(scalar) : "";
        return refused(mapping, refusal.code(), refusal.complaint() + shown);
    }

    private static UnusableRecord refused(FieldMapping mapping, String code, String complaint) {
        return new UnusableRecord(
                code, mapping.label() + " (" + mapping.source().place() + "): " + complaint);
    }

    /** Anything with an at sign may be an address that lost its way into another attribute. */
    private static String shown(Object scalar) {
        String text = Scalars.text(scalar).orElse("");
        if (text.isEmpty() || text.contains("@")) {
            return "";
        }
        int end = text.offsetByCodePoints(0, Math.min(SHOWN_LENGTH, text.codePointCount(0, text.length())));
        return ", found " + text.substring(0, end).replaceAll("\\p{Cntrl}", " ") + (end < text.length() ? "…" : "");
    }

    private static void putText(SortedMap<String, FieldValue> fields, String name, @Nullable String text) {
        if (text != null) {
            fields.put(name, new FieldValue.Text(text));
        }
    }

    private static @Nullable UnusableRecord first(@Nullable UnusableRecord one, @Nullable UnusableRecord other) {
        return one != null ? one : other;
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
        };
    }
}
