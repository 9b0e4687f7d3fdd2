package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a constant of the definition can be what it stands for: one that cannot would reject every record. */
final class Constants {

    static final int LONGEST_TEXT = 255;

    static final Set<String> TRUTHS = Set.of("true", "false", "t", "f", "1", "0", "yes", "no");

    private static final Set<String> TRUE = Set.of("true", "t", "1", "yes");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TIME = Pattern.compile("[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

    private Constants() {}

    static boolean fit(Object constant, Value.Type type) {
        return switch (type) {
            case AS_FOUND, TEXT -> isOfLength(constant);
            case NUMBER -> constant instanceof BigDecimal;
            case BOOLEAN -> isTruth(constant);
            case DATE -> isTime(constant);
        };
    }

    static boolean fit(Object constant, Parameter.Kind kind) {
        return switch (kind) {
            case IDENTIFIER, LONG_TEXT -> true;
            case TEXT -> isOfLength(constant);
            case TIME -> isTime(constant);
            case TRUTH -> isTruth(constant);
            case WHOLE_NUMBER -> isWholeNumber(constant);
            case URL -> constant instanceof String text && WebAddress.isOne(text);
            case ROLE -> constant instanceof String text && text.strip().equalsIgnoreCase("user");
        };
    }

    /** Whether Intercom takes the constant for a text. */
    private static boolean isOfLength(Object constant) {
        return !(constant instanceof String text) || text.codePointCount(0, text.length()) <= LONGEST_TEXT;
    }

    /** Of a constant that is a truth. */
    static boolean isTrue(Object constant) {
        String word =
                constant instanceof BigDecimal number ? number.toBigInteger().toString() : constant.toString();
        return TRUE.contains(word);
    }

    static boolean isWholeNumber(Object constant) {
        return constant instanceof BigDecimal number
                ? number.stripTrailingZeros().scale() <= 0
                : constant instanceof String text && DIGITS.matcher(text).matches();
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
