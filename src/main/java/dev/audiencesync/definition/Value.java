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
     */
    record FromRecord(String pointer, @Nullable Object fallback, boolean clearBlank) implements Value {
        public FromRecord(String pointer) {
            this(pointer, null, false);
        }
    }

    /** The same for every record: String, BigDecimal or Boolean. */
    record Literal(Object value) implements Value {}
}
