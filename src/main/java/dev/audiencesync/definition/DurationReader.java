package dev.audiencesync.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads spans of time: a whole number and its unit, such as {@code 30s}. */
final class DurationReader {
    static final Pattern DURATION = Pattern.compile("(?<count>[0-9]{1,6}) ?(?<unit>ms|s|m|h|d)");

    private final NodeReader reader;

    DurationReader(NodeReader reader) {
        this.reader = reader;
    }

    Duration read(Node node, String name) {
        return duration(node, name).orElse(Duration.ZERO);
    }

    /** As {@link #read}, with a problem where it is no time at all. */
    Duration readPositive(Node node, String name, String fix) {
        Optional<Duration> duration = duration(node, name);
        if (duration.filter(Duration::isZero).isPresent()) {
            reader.problem(node, name + " is no time at all", fix);
        }
        return duration.orElse(Duration.ZERO);
    }

    private Optional<Duration> duration(Node node, String name) {
        Matcher matcher = DURATION.matcher(Found.isText(node) ? reader.text(node, name) : "");
        if (!matcher.matches()) {
            reader.wrongType(node, name, "a span of time", "write a number and `ms`, `s`, `m`, `h` or `d`: `30s`");
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group("count"));
        return Optional.of(
                switch (matcher.group("unit")) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
