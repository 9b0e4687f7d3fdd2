package dev.audiencesync.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body by their types; each refuses what is not of its type. */
record BodyFields(ObjectNode body) {
    /** The end of the year 9999: what is later was meant as milliseconds. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    @Nullable
    String identifier(String key) {
        String value = text(key);
        return value == null || value.isBlank() ? null : value;
    }

    @Nullable
    String text(String key) {
        JsonNode value = body.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Refusal.invalid(key + " must be a string");
        }
        return value.stringValue();
    }

    @Nullable
    Long seconds(String key) {
        JsonNode value = body.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!isSeconds(value)) {
            throw Refusal.invalid(key + " must be an integer of Unix seconds");
        }
        return value.longValue();
    }

    boolean flag(String key) {
        JsonNode value = body.get(key);
        if (!value.isBoolean()) {
            throw Refusal.invalid(key + " must be a boolean");
        }
        return value.booleanValue();
    }

    static boolean isSeconds(JsonNode value) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= LATEST_SECOND;
    }
}
