package dev.audiencesync.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of a visitor's attributes that a definition can name, and that have columns of their own in AudienceDB. */
enum AttributeKind {
    AUDIENCE("audiences"),
    BADGE("badges"),
    PROPERTY("properties"),
    METRIC("metrics"),
    FLAG("flags"),
    DATE("dates");

    private final String container;

    AttributeKind(String container) {
        this.container = container;
    }

    /** Definitions and AudienceDB's columns use the same words. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a record that holds all of the kind. */
    String container() {
        return container;
    }

    /** Whether a visitor has it or has not, without a value. */
    boolean isMembership() {
        return this == AUDIENCE || this == BADGE;
    }

    /** The kind whose values stand in a part of a record. */
    static Optional<AttributeKind> ofValuesIn(String container) {
        return Arrays.stream(values())
                .filter(kind -> !kind.isMembership() && kind.container.equals(container))
                .findFirst();
    }

    static Optional<AttributeKind> ofWord(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
