package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a constant of the definition can be what it stands for: one that cannot would reject every record. */
final class Constants {

    static final Set<String> TRUTHS = Set.of("true", "false", "t", "f", "1", "0", "yes", "no");

    private static final Pattern TIME = Pattern.compile("[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

    private Constants() {}

    static boolean fit(Object constant, Value.Type type) {
        return switch (type) {
            case AS_FOUND, TEXT -> true;
            case NUMBER -> constant instanceof BigDecimal;
            case BOOLEAN -> isTruth(constant);
            case DATE -> isTime(constant);
        };
    }

    private static boolean isTime(Object constant) {
        return constant instanceof BigDecimal
                || (constant instanceof String text && TIME.matcher(text).matches());
    }

    private static boolean isTruth(Object constant) {
        if (constant instanceof BigDecimal number) {
            return number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0;
        }
        return constant instanceof Boolean || TRUTHS.contains(constant);
    }
}
