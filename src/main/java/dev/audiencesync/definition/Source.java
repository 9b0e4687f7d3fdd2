package dev.audiencesync.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the records come from and what their absence means.
 *
 * @param locations globs, relative to the definition's folder; {@code {date}} stands for the run's date
 * @param complete the definition's word that each run's files hold the whole audience
 * @param newestBy the value that orders one person's records; null stands for the format's own
 * @param delimiter between a CSV file's columns; null where each file's header line tells
 */
public record Source(
        Stream stream,
        List<String> locations,
        Format format,
        Mode mode,
        boolean complete,
        @Nullable Value newestBy,
        @Nullable Character delimiter) {

    private static final Value LAST_VISIT = new Value.FromRecord("/dates/Last visit");
    private static final Value UPDATED = new Value.FromRecord("/updated");

    /**
     * The values that order one person's records, of which the first counts that a record has: the definition's, or the
     * format's own.
     */
    public List<Value> newestByOrDefault() {
        return newestBy != null ? List.of(newestBy) : format.newestBy();
    }

    public enum Stream {
        AUDIENCE,
        EVENT
    }

    /** The shape of the files. */
    public enum Format {
        AUDIENCE_STORE,
        CSV,
        /** Each file's own, told by its content. */
        AUTO;

        /** What orders one person's records unless the definition says it. */
        List<Value> newestBy() {
            return switch (this) {
                case AUDIENCE_STORE -> List.of(LAST_VISIT);
                case CSV -> List.of(UPDATED);
                case AUTO -> List.of(LAST_VISIT, UPDATED);
            };
        }
    }

    public enum Mode {
        /** The export is everybody; who is absent has left. */
        SNAPSHOT,
        /** An append stream; absence means nothing, and each file is consumed once. */
        STREAM
    }
}
