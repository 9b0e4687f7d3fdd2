package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a run's export files are. */
final class Locations {
    private Locations() {}

    /** The run's input, which is absolute, else the definition's locations with the date filled in. */
    static List<String> of(JobDefinition definition, @Nullable List<String> input, LocalDate date) {
        return input != null ? input : ExportFiles.dated(definition.source().locations(), date);
    }

    /** The folder that relative locations start from: the definition's. */
    static Path base(JobDefinition definition) {
        return Objects.requireNonNull(
                definition.file().toAbsolutePath().normalize().getParent());
    }
}
