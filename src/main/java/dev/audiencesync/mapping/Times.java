package dev.audiencesync.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Times as exports write them: Unix seconds, milliseconds or ISO 8601. A number of 12 digits is milliseconds (as seconds
 * it would be the year 5138); an ISO time without a zone is UTC.
 */
final class Times {

    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss]]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[[' ']XXX][[' ']XX][[' ']X]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /** Milliseconds since 1970, or empty where the value is no time, lies before 1970 or after the year 9999. */
    static OptionalLong millis(Object scalar) {
        Optional<BigDecimal> number = number(scalar);
        if (number.isPresent()) {
            return ofNumber(number.get());
        }
        return scalar instanceof String text ? ofIso(text.strip()) : OptionalLong.empty();
    }

    /** A number, or a text that is one. */
    static Optional<BigDecimal> number(Object scalar) {
        if (scalar instanceof BigDecimal number) {
            return Optional.of(number);
        }
        if (scalar instanceof String text && NUMBER.matcher(text.strip()).matches()) {
            return Optional.of(new BigDecimal(text.strip()));
        }
        return Optional.empty();
    }

    private static OptionalLong ofNumber(BigDecimal number) {
        if (number.signum() < 0 || Scalars.isAbsurd(number)) {
            return OptionalLong.empty();
        }
        BigDecimal millis = number.compareTo(FIRST_MILLIS) >= 0 ? number : number.movePointRight(3);
        return millis.compareTo(BigDecimal.valueOf(LAST_MILLIS)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(millis.setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    private static OptionalLong ofIso(String text) {
        try {
            TemporalAccessor parsed = ISO.parse(text);
            ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                    ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
                    : ZoneOffset.UTC;
            long millis = LocalDateTime.from(parsed).toInstant(offset).toEpochMilli();
            return millis < 0 || millis > LAST_MILLIS ? OptionalLong.empty() : OptionalLong.of(millis);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
