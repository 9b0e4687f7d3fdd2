package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import tools.jackson.databind.node.ObjectNode;

/** What stood at one place of an export. */
public sealed interface ReadRecord {

    SourcePosition position();

    /** A sound record. */
    record ExportRecord(SourcePosition position, ObjectNode content) implements ReadRecord {}

    /**
     * A place where a record should stand and none can be read.
     *
     * @param code why, in snake_case: {@code malformed_json}, {@code duplicate_key}, {@code record_too_large},
     *     {@code nested_too_deeply}
     * @param reason why, for people; holds nothing of the record's content
     * @param partial what was read before the error, so that the person meant may still be found; may be empty
     */
    record UnreadableRecord(SourcePosition position, String code, String reason, ObjectNode partial)
            implements ReadRecord {}
}
