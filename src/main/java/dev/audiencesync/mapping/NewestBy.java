package dev.audiencesync.mapping;

import dev.audiencesync.definition.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** What orders the records of one person. */
final class NewestBy {

    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final List<ValueSource> sources;

    NewestBy(Source definition) {
        sources = definition.newestByOrDefault().stream().map(ValueSource::of).toList();
    }

    /** Milliseconds of a time, else the number itself, else {@link Long#MIN_VALUE}: older than all that has one. */
    long of(ObjectNode content) {
        for (ValueSource source : sources) {
            if (source.read(content) instanceof Reading.Scalar scalar) {
                return of(scalar);
            }
        }
        return Long.MIN_VALUE;
    }

    private static long of(Reading.Scalar scalar) {
        OptionalLong millis = Times.millis(scalar.value());
        if (millis.isPresent()) {
            return millis.getAsLong();
        }
        Optional<BigDecimal> number = Times.number(scalar.value());
        return number.map(value -> value.min(MAX).max(MIN).longValue()).orElse(Long.MIN_VALUE);
    }
}
