package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} was asked for.
 *
 * @param input paths or globs that replace the definition's location, relative to {@code workingDirectory}
 * @param date fills {@code {date}}; null for today in the job's zone
 */
public record RunOrder(
        JobDefinition definition, @Nullable List<String> input, Path workingDirectory, @Nullable LocalDate date) {}
