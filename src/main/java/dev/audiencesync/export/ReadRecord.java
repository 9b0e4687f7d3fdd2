package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import java.util.List;
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
     *     {@code nested_too_deeply}, {@code malformed_csv}, {@code column_count},
     *     {@code invalid_boolean}, {@code inside_rejected_row}
     * @param reason why, for people; holds nothing of the record's content
     * @param partials what was read of it, so that the person meant may still be found: each way in which it may be
     *     understood, the likeliest first; never none, but each may be empty
     */
    record UnreadableRecord(SourcePosition position, String code, String reason, List<ObjectNode> partials)
            implements ReadRecord {}
}
