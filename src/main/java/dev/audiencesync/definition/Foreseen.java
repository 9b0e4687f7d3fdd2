package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a value before any record is read, from where it stands. */
public final class Foreseen {

    /** A visitor's attributes that hold a single value, of the type their container says. */
    private static final Map<String, Value.Type> CONTAINERS = Map.of(
            "properties", Value.Type.TEXT,
            "metrics", Value.Type.NUMBER,
            "flags", Value.Type.BOOLEAN,
            "dates", Value.Type.DATE);

    /** A visitor's lists and sets, which are sent as one text. */
    private static final Pattern LISTED = Pattern.compile("/(property_lists|property_sets)/[^/]+");

    private static final Pattern SINGLE = Pattern.compile("/([^/]+)/[^/]+");
    private static final Pattern TALLY = Pattern.compile("/metric_sets/[^/]+");

    private Foreseen() {}

    /** What the value is sent as; empty where only the records tell. */
    public static Optional<Value.Type> type(Value value, Source.Format format) {
        if (value instanceof Value.Literal literal) {
            return Optional.of(type(literal.value()));
        }
        Value.FromRecord from = (Value.FromRecord) value;
        if (from.type() != Value.Type.AS_FOUND) {
            return Optional.of(from.type());
        }
        if (LISTED.matcher(from.pointer()).matches()) {
            return Optional.of(Value.Type.TEXT);
        }
        return container(from).or(() -> format == Source.Format.CSV ? Optional.of(Value.Type.TEXT) : Optional.empty());
    }

    /** Whether records may have an object there, of which each value becomes an attribute of its own. */
    public static boolean mayBeObject(Value value, Source.Format format) {
        return value instanceof Value.FromRecord from
                && format != Source.Format.CSV
                && container(from).isEmpty();
    }

    /** Whether the value is a visitor's tally, which is always an object. */
    public static boolean isTally(Value value) {
        return value instanceof Value.FromRecord from
                && TALLY.matcher(from.pointer()).matches();
    }

    private static Value.Type type(Object constant) {
        if (constant instanceof Boolean) {
            return Value.Type.BOOLEAN;
        }
        return constant instanceof BigDecimal ? Value.Type.NUMBER : Value.Type.TEXT;
    }

    private static Optional<Value.Type> container(Value.FromRecord from) {
        Matcher single = SINGLE.matcher(from.pointer());
        return single.matches() ? Optional.ofNullable(CONTAINERS.get(single.group(1))) : Optional.empty();
    }
}
