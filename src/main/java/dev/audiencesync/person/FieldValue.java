package dev.audiencesync.person;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as it goes to Intercom, in canonical form: equal values are equal objects, whatever their spelling in the
 * export ({@code 12.0} and {@code 12}). Times are Unix seconds.
 */
public sealed interface FieldValue {

    /** The canonical text that fingerprints are taken of; the prefix keeps {@code "12"} and {@code 12} apart. */
    String canonical();

    /** What the ledger remembers of the value in a field. E-mails compare without case, so theirs is of lower case. */
    default String fingerprintIn(String field) {
        String compared = field.equals("email") && this instanceof Text text
                ? new Text(Identifiers.emailKey(text.value())).canonical()
                : canonical();
        return Fingerprint.of(compared).shortHex();
    }

    /** The value as a plain Java object for a JSON writer: String, BigDecimal, Boolean or null. */
    @Nullable
    Object json();

    record Text(String value) implements FieldValue {
        @Override
        public String canonical() {
            return "s" + value;
        }

        @Override
        public String json() {
            return value;
        }
    }

    record Numeric(BigDecimal value) implements FieldValue {
        public Numeric {
            value = value.signum() == 0 ? BigDecimal.ZERO : plain(value.stripTrailingZeros());
        }

        public static Numeric of(long value) {
            return new Numeric(BigDecimal.valueOf(value));
        }

        @Override
        public String canonical() {
            return "n" + value.toPlainString();
        }

        @Override
        public BigDecimal json() {
            return value;
        }

        private static BigDecimal plain(BigDecimal stripped) {
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    record Truth(boolean value) implements FieldValue {
        /** What a text says: {@code true}, {@code t}, {@code 1}, {@code yes} and their contraries, in any case. */
        public static Optional<Boolean> said(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "1", "yes" -> Optional.of(true);
                case "false", "f", "0", "no" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public String canonical() {
            return value ? "t" : "f";
        }

        @Override
        public Boolean json() {
            return value;
        }
    }

    /** Sends null: the field is emptied. Only {@code blank: clear} asks for it. */
    record Clear() implements FieldValue {
        @Override
        public String canonical() {
            return "0";
        }

        @Override
        public @Nullable Object json() {
            return null;
        }
    }
}
