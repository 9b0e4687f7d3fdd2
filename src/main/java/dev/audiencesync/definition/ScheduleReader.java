package dev.audiencesync.definition;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
        int fields = written.strip().split("\\s+").length;
        if (fields != 5 && fields != 6) {
            refuse(node, name, "five fields, or six beginning with seconds");
            return written;
        }
        try {
            CronExpression.parse((fields == 5 ? "0 " : "") + written.strip());
        } catch (IllegalArgumentException e) {
            refuse(node, name, "a cron expression");
        }
        return written;
    }

    ZoneId timeZone(Node node, String name) {
        try {
            return ZoneId.of(reader.text(node, name).strip());
        } catch (DateTimeException e) {
            reader.wrongType(node, name, "a time zone", "write a region's name such as `Europe/Berlin`, or `UTC`");
            return ZoneOffset.UTC;
        }
    }

    private void refuse(Node node, String name, String expected) {
        reader.wrongType(
                node,
                name,
                expected,
                "write for example \"30 2 * * *\": minute, hour, day of month, month, day of week");
    }
}
