package dev.audiencesync.mapping;

import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single values of a record as String, BigDecimal or Boolean. */
final class Scalars {

    /** Doubles reach no further; without a bound, {@code 1e999999999} written out would fill the memory. */
    private static final int MAX_EXPONENT = 308;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,200}(\\.\\d{1,200})?([eE][+-]?\\d{1,3})?");

    private Scalars() {}

    /** Null stands for JSON's null and for what is no single value. */
    static @Nullable Object of(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : null;
    }

    /** A number, or a text that is one, with a point for its decimals: {@code 12,5} may be meant in two ways. */
    static Optional<BigDecimal> number(Object scalar) {
        if (scalar instanceof BigDecimal number) {
            return Optional.of(number);
        }
        return scalar instanceof String text && NUMBER.matcher(text.strip()).matches()
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    static boolean isAbsurd(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT || number.precision() > MAX_EXPONENT;
    }

    /** The value's one spelling: {@code 12} for {@code 12.0}; empty for a number too large to be written out. */
    static Optional<String> text(Object scalar) {
        if (!(scalar instanceof BigDecimal number)) {
            return Optional.of(scalar.toString());
        }
        if (isAbsurd(number)) {
            return Optional.empty();
        }
        return Optional.of(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    static Optional<Boolean> truth(Object scalar) {
        return text(scalar).flatMap(FieldValue.Truth::said);
    }

    /**
     * Whether the text can be written as UTF-8 and stored: half a surrogate pair, or a NUL that JSON spells as an escape and
     * PostgreSQL has no place for, would stop everybody, not just this person.
     */
    static boolean isSound(String text) {
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            boolean sound = Character.isSurrogate(next) ? isPair(text, at) : next != 0;
            if (!sound) {
                return false;
            }
            at += Character.isSurrogate(next) ? 2 : 1;
        }
        return true;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
