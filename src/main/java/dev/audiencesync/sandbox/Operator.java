package dev.audiencesync.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a search compares. A field has no value, one, or several (tags); a negated operator holds when its opposite does
 * not, so it holds for contacts without a value.
 */
enum Operator {
    EQUAL("=", false),
    NOT_EQUAL("!=", true),
    IN("IN", false),
    NOT_IN("NIN", true),
    LESS("<", false),
    GREATER(">", false),
    CONTAINS("~", false),
    NOT_CONTAINS("!~", true),
    STARTS_WITH("^", false),
    ENDS_WITH("$", false);

    private final String symbol;
    private final boolean negated;

    Operator(String symbol, boolean negated) {
        this.symbol = symbol;
        this.negated = negated;
    }

    static Optional<Operator> of(String symbol) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst();
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    /** No operand at all stands for null: equal to the absence of a value. */
    boolean holds(List<Object> values, List<Object> operands) {
        boolean found = operands.isEmpty()
                ? !takesList() && values.isEmpty()
                : values.stream().anyMatch(value -> operands.stream().anyMatch(operand -> relates(value, operand)));
        return found != negated;
    }

    private boolean relates(Object value, Object operand) {
        return switch (this) {
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> same(value, operand);
            case LESS -> number(value) < number(operand);
            case GREATER -> number(value) > number(operand);
            case CONTAINS, NOT_CONTAINS -> value.toString().contains(operand.toString());
            case STARTS_WITH -> value.toString().startsWith(operand.toString());
            case ENDS_WITH -> value.toString().endsWith(operand.toString());
        };
    }

    private static boolean same(Object value, Object operand) {
        if (value instanceof Number && operand instanceof Number) {
            return number(value) == number(operand);
        }
        return value.equals(operand);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
