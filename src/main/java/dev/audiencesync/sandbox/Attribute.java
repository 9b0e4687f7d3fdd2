package dev.audiencesync.sandbox;

import java.util.List;

/** A custom attribute defined for contacts. {@code options} is empty unless its type is {@code OPTIONS}. */
record Attribute(long id, String name, AttributeType type, List<String> options, long createdAt) implements Entity {

    Attribute {
        options = List.copyOf(options);
    }
}
