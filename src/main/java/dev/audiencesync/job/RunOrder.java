package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Canary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} was asked for.
 *
 * @param input paths or globs that replace the definition's location, relative to {@code workingDirectory}
 * @param date fills {@code {date}}; null for today in the job's zone
 * @param canary whom the run is for
 */
public record RunOrder(
        JobDefinition definition,
        @Nullable List<String> input,
        Path workingDirectory,
        @Nullable LocalDate date,
        Canary canary) {

    /** A run for everybody. */
    public RunOrder(
            JobDefinition definition, @Nullable List<String> input, Path workingDirectory, @Nullable LocalDate date) {
        this(definition, input, workingDirectory, date, Canary.EVERYBODY);
    }

    /** The same, for these people. */
    public RunOrder restrictedTo(Canary people) {
        return new RunOrder(definition, input, workingDirectory, date, people);
    }
}
