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

    /** The value that orders one person's records: the definition's, or the format's own. */
    public Value newestByOrDefault() {
        return newestBy != null ? newestBy : format.newestBy();
    }

    public enum Stream {
        AUDIENCE,
        EVENT
    }

    /** The shape of the files. */
    public enum Format {
        AUDIENCE_STORE("/dates/Last visit"),
        CSV("/updated");

        private final String newestBy;

        Format(String newestBy) {
            this.newestBy = newestBy;
        }

        Value newestBy() {
            return new Value.FromRecord(newestBy);
        }
    }

    public enum Mode {
        /** The export is everybody; who is absent has left. */
        SNAPSHOT,
        /** An append stream; absence means nothing, and each file is consumed once. */
        STREAM
    }
}
