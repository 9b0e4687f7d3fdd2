package dev.audiencesync.mapping;

import tools.jackson.databind.JsonNode;

/** What a record holds at a value's place. */
sealed interface Reading {

    /** Nothing, and no default. */
    record Missing() implements Reading {}

    /** A present blank that is to empty the field. */
    record Emptied() implements Reading {}

    /** A String, BigDecimal or Boolean; no blank text. */
    record Scalar(Object value) implements Reading {}

    /** An array or an object where a single value is wanted. */
    record Structured(String kind, JsonNode node) implements Reading {}
}
