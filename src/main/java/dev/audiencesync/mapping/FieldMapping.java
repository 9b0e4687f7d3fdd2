package dev.audiencesync.mapping;

/**
 * One field of a create action.
 *
 * @param name Intercom's, for example {@code custom_attributes.plan}
 * @param label the definition's, for messages
 * @param showing whether a value that is refused may be shown: never where names and addresses are read
 */
record FieldMapping(String name, String label, ValueSource source, Converter converter, boolean showing) {

    private static final int SHOWN_LENGTH = 80;

    /** Why a record cannot be used that has the value there. */
    UnusableRecord refused(Conversion.Refused refusal, Object scalar) {
        return refused(refusal.code(), refusal.complaint() + (refusal.showing() && showing ? shown(scalar) : ""));
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
