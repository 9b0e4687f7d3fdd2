package dev.audiencesync.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The data types a custom attribute of a contact can be defined with. */
public enum AttributeType {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    DATETIME,
    DATE,
    OPTIONS;

    /** The name Intercom uses for it, such as {@code integer}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AttributeType> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
