package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.Allowances;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} or {@code plan} was asked for.
 *
 * @param input paths or globs that replace the definition's location, relative to {@code workingDirectory}
 * @param allowances what the guard lets pass
 * @param date fills {@code {date}}; null for today in the job's zone
 * @param canary whom the run is for
 * @param verify whether to verify, due or not
 */
public record RunOrder(
        JobDefinition definition,
        @Nullable List<String> input,
        Path workingDirectory,
        @Nullable LocalDate date,
        Allowances allowances,
        Canary canary,
        boolean verify) {

    /** That verifies where it is due. */
    public RunOrder(
            JobDefinition definition,
            @Nullable List<String> input,
            Path workingDirectory,
            @Nullable LocalDate date,
            Allowances allowances,
            Canary canary) {
        this(definition, input, workingDirectory, date, allowances, canary, false);
    }
}
