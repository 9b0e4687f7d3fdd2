package dev.audiencesync.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the values of custom attributes against their definitions. */
final class AttributeValues {
    private static final int LONGEST_STRING = 255;

    private AttributeValues() {}

    /**
     * The value as it is kept: String, Long, Double or Boolean; null clears it.
     *
     * @throws Refusal if the attribute is not defined, or the value not of its type
     */
    static @Nullable Object checked(String name, JsonNode value, Map<String, Attribute> defined) {
        Attribute attribute = defined.get(name);
        if (attribute == null) {
            throw Refusal.invalid("Custom attribute '" + name + "' does not exist");
        }
        if (value.isNull()) {
            return null;
        }
        if (!fits(attribute, value)) {
            throw Refusal.invalid("Custom attribute '" + name + "' must be of type "
                    + attribute.type().wireName());
        }
        if (value.isString()
                && value.stringValue().codePointCount(0, value.stringValue().length()) > LONGEST_STRING) {
            throw Refusal.invalid("Custom attribute '" + name + "' is too long (maximum is 255 characters)");
        }
        return plain(value);
    }

    private static boolean fits(Attribute attribute, JsonNode value) {
        return switch (attribute.type()) {
            case STRING -> value.isString();
            case INTEGER -> value.isIntegralNumber() && value.canConvertToLong();
            case FLOAT -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case DATETIME, DATE -> BodyFields.isSeconds(value);
            case OPTIONS -> value.isString() && attribute.options().contains(value.stringValue());
        };
    }

    private static Object plain(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        return value.asDouble();
    }
}
