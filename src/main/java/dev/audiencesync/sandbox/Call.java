package dev.audiencesync.sandbox;

import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that passed the door: its version, the variables of its path, its query and its body as JSON.
 */
record Call(ApiVersion version, Map<String, String> variables, Map<String, String> query, ObjectNode body) {

    /** The value of a variable the route's pattern names. */
    String variable(String name) {
        return Objects.requireNonNull(variables.get(name));
    }
}
