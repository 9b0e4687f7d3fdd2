package dev.audiencesync.definition;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.scheduling.support.CronExpression;

/** Reads {@code schedule} and {@code time-zone}. */
final class ScheduleReader {

    /** Not the machine's zone: one definition would then mean different nights on different servers. */
    static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");

    private final NodeReader reader;

    ScheduleReader(NodeReader reader) {
        this.reader = reader;
    }

    String schedule(Node node, String name) {
        String written = reader.text(node, name);
        if (!written.isEmpty() && !isCron(written.strip())) {
            reader.wrongType(
                    node,
                    name,
                    "a cron expression of five fields, or six beginning with seconds",
                    "write for example \"30 2 * * *\": minute, hour, day of month, month, day of week");
        }
        return written;
    }

    private static boolean isCron(String text) {
        int fields = text.split("\\s+", -1).length;
        return (fields == 5 && CronExpression.isValidExpression("0 " + text))
                || (fields == 6 && CronExpression.isValidExpression(text));
    }

    ZoneId timeZone(Node node, String name) {
        String written = reader.text(node, name);
        try {
            return written.isEmpty() ? DEFAULT_ZONE : ZoneId.of(written.strip());
        } catch (DateTimeException e) {
            reader.wrongType(node, name, "a time zone", "write a region's name such as `Europe/Berlin`, or `UTC`");
            return DEFAULT_ZONE;
        }
    }
}
