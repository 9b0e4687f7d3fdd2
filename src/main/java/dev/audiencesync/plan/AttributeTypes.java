package dev.audiencesync.plan;

import dev.audiencesync.definition.Value;
import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Locale;

/** Which values Intercom takes for a custom attribute of a type. */
final class AttributeTypes {
    private AttributeTypes() {}

    /** Times are numbers of seconds, so that a number may be one; a type that is not known here takes anything. */
    static boolean takes(String attributeType, Value.Type sent, Value value) {
        return switch (attributeType) {
            case "string", "options" -> sent == Value.Type.TEXT;
            case "integer" -> (sent == Value.Type.NUMBER && !isFraction(value)) || sent == Value.Type.DATE;
            case "float" -> sent == Value.Type.NUMBER || sent == Value.Type.DATE;
            case "boolean" -> sent == Value.Type.BOOLEAN;
            case "date", "datetime" -> sent == Value.Type.DATE || sent == Value.Type.NUMBER;
            default -> true;
        };
    }

    /** Whether Intercom takes this very value. */
    static boolean takes(String attributeType, FieldValue value) {
        return switch (attributeType) {
            case "string", "options" -> value instanceof FieldValue.Text || isClear(value);
            case "integer", "date", "datetime" -> isWhole(value) || isClear(value);
            case "float" -> value instanceof FieldValue.Numeric || isClear(value);
            case "boolean" -> value instanceof FieldValue.Truth || isClear(value);
            default -> true;
        };
    }

    private static boolean isClear(FieldValue value) {
        return value instanceof FieldValue.Clear;
    }

    private static boolean isWhole(FieldValue value) {
        return value instanceof FieldValue.Numeric number && number.value().scale() <= 0;
    }

    static String phrase(FieldValue value) {
        if (value instanceof FieldValue.Numeric) {
            return isWhole(value) ? phrase(Value.Type.NUMBER) : "a number with a fraction";
        }
        return phrase(value instanceof FieldValue.Truth ? Value.Type.BOOLEAN : Value.Type.TEXT);
    }

    private static boolean isFraction(Value value) {
        return value instanceof Value.Literal literal
                && literal.value() instanceof BigDecimal number
                && number.stripTrailingZeros().scale() > 0;
    }

    static String phrase(Value.Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date";
            case AS_FOUND -> "what the record has";
        };
    }

    static String fix(String attributeType, Value value) {
        String mend = value instanceof Value.Literal
                ? "write a constant that is " + phrase(type(attributeType))
                : "say `as: " + word(attributeType) + "`";
        return mend + ", or map an attribute of that type";
    }

    private static Value.Type type(String attributeType) {
        return switch (attributeType) {
            case "integer", "float" -> Value.Type.NUMBER;
            case "boolean" -> Value.Type.BOOLEAN;
            case "date", "datetime" -> Value.Type.DATE;
            default -> Value.Type.TEXT;
        };
    }

    private static String word(String attributeType) {
        return type(attributeType).name().toLowerCase(Locale.ROOT);
    }
}
