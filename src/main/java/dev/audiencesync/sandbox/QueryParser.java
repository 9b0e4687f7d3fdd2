package dev.audiencesync.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the {@code query} of a search: one filter, or groups of at most 15, at most two levels deep. */
final class QueryParser {
    private static final int MOST_FILTERS = 15;
    private static final int DEEPEST_GROUP = 2;

    private final Map<String, Attribute> attributes;

    QueryParser(Map<String, Attribute> attributes) {
        this.attributes = attributes;
    }

    Query parse(JsonNode query) {
        return parse(query, 1);
    }

    private Query parse(JsonNode query, int level) {
        if (!query.isObject()) {
            throw Refusal.invalid("A query must be an object with an operator and a value");
        }
        String operator = query.path("operator").asString("");
        return operator.equals("AND") || operator.equals("OR")
                ? group(query.path("value"), operator.equals("AND"), level)
                : filter(query, operator);
    }

    private Query group(JsonNode parts, boolean all, int level) {
        if (level > DEEPEST_GROUP) {
            throw Refusal.invalid("Filters can be nested at most " + DEEPEST_GROUP + " levels deep");
        }
        if (!parts.isArray() || parts.isEmpty() || parts.size() > MOST_FILTERS) {
            throw Refusal.invalid("An AND or OR takes a list of 1 to " + MOST_FILTERS + " filters");
        }
        List<Query> read = new ArrayList<>();
        for (JsonNode part : parts) {
            read.add(parse(part, level + 1));
        }
        return new Query.Group(all, read);
    }

    private Query filter(JsonNode filter, String symbol) {
        SearchField field = SearchField.named(filter.path("field").asString(""), attributes);
        Operator operator =
                Operator.of(symbol).orElseThrow(() -> Refusal.invalid("'" + symbol + "' is not an operator"));
        field.refuseUnlessTaken(operator);
        return new Query.Filter(field, operator, operands(field, operator, filter.path("value")));
    }

    private static List<Object> operands(SearchField field, Operator operator, JsonNode value) {
        if (operator.takesList()) {
            if (!value.isArray()) {
                throw Refusal.invalid("IN and NIN take a list of values");
            }
            List<Object> operands = new ArrayList<>();
            for (JsonNode element : value) {
                operands.add(field.operand(element));
            }
            return operands;
        }
        boolean forNothing = value.isNull() && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL);
        return forNothing ? List.of() : List.of(field.operand(value));
    }
}
