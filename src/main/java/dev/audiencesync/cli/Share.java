package dev.audiencesync.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Some of the people: a number, such as {@code 200}, or a percentage of them, such as {@code 0.5%}. */
record Share(BigDecimal amount, boolean isPercent) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(%)|(\\d{1,9})");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Share parse(String word) {
        Matcher written = WRITTEN.matcher(word);
        if (!written.matches()) {
            throw new TypeConversionException("'" + word + "' is neither a number nor a percentage such as 0.5%");
        }
        boolean isPercent = written.group(2) != null;
        return new Share(new BigDecimal(written.group(isPercent ? 1 : 3)), isPercent);
    }

    /** Rounded to the nearest. */
    int of(int people) {
        BigDecimal share =
                isPercent ? amount.multiply(BigDecimal.valueOf(people)).divide(HUNDRED) : amount;
        return share.setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValueExact();
    }
}
