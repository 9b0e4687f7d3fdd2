package dev.audiencesync.mapping;

import dev.audiencesync.person.FieldValue;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a create action.
 *
 * @param name Intercom's, for example {@code custom_attributes.plan}
 * @param label the definition's, for messages
 * @param showing whether a value that is refused may be shown: never where names and addresses are read
 */
record FieldMapping(String name, String label, ValueSource source, Converter converter, boolean showing) {

    private static final int SHOWN_LENGTH = 80;

    /** The value's place in the fields, or why its record cannot be used. */
    Optional<UnusableRecord> put(Object scalar, Map<String, FieldValue> fields) {
        Conversion conversion = converter.convert(scalar);
        if (conversion instanceof Conversion.Converted converted) {
            fields.put(name, converted.value());
            return Optional.empty();
        }
        Conversion.Refused refusal = (Conversion.Refused) conversion;
        String shown = refusal.showing() && showing ? shown(scalar) : "";
        return Optional.of(refused(refusal.code(), refusal.complaint() + shown));
    }

    UnusableRecord refused(String code, String complaint) {
        return new UnusableRecord(code, label + " (" + source.place() + "): " + complaint);
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
}
