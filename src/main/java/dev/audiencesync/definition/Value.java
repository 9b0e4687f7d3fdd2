package dev.audiencesync.definition;

import org.jspecify.annotations.Nullable;

/** Where a parameter's value comes from. */
public sealed interface Value {

    /**
     * A place in the record.
     *
     * @param pointer a JSON Pointer (RFC 6901), the same for {@code /properties/Plan}, {@code {from: …}} and
     *     {@code {property: Plan}}
     * @param fallback what an absent or blank value is replaced with: String, BigDecimal or Boolean
     * @param clearBlank whether a present blank empties the field in Intercom
     * @param type what a custom attribute's value is sent as
     */
    record FromRecord(String pointer, @Nullable Object fallback, boolean clearBlank, Type type) implements Value {
        public FromRecord(String pointer) {
            this(pointer, null, false);
        }

        public FromRecord(String pointer, @Nullable Object fallback, boolean clearBlank) {
            this(pointer, fallback, clearBlank, Type.AS_FOUND);
        }
    }

    /** The types of custom attributes. */
    enum Type {
        /** As the record has it: a visitor's date is a date, a CSV cell is text. */
        AS_FOUND,
        TEXT,
        NUMBER,
        BOOLEAN,
        DATE
    }

    /** What the definition itself gives, always or in place of what is absent; null where it gives nothing. */
    default @Nullable Object constant() {
        return this instanceof FromRecord from ? from.fallback() : ((Literal) this).value();
    }

    /** The same for every record: String, BigDecimal or Boolean. */
    record Literal(Object value) implements Value {}
}
