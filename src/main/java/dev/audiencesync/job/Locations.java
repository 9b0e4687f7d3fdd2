package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return input != null ? input : ExportFiles.dated(definition.source().globs(), date);
    }

    /** The input of a command, relative to the directory it was typed in. */
    static @Nullable List<String> absolute(@Nullable List<String> input, Path workingDirectory) {
        return input == null
                ? null
                : input.stream()
                        .map(location -> location.startsWith("/") ? location : workingDirectory + "/" + location)
                        .toList();
    }

    /**
     * Before anything is begun: a path that names nothing is a mistake in the command or in the definition, and of a
     * snapshot each part has to be there, or whoever is in the missing one would look as if they had left.
     *
     * @throws NoExportException naming what is missing
     */
    static void require(JobDefinition definition, @Nullable List<String> input, LocalDate date) {
        try {
            ExportFiles found = ExportFiles.find(of(definition, input, date), base(definition));
            boolean eachHasToBeThere = input != null || definition.source().mode() == Source.Mode.SNAPSHOT;
            if (found.files().isEmpty()
                    || (eachHasToBeThere && !found.unmatched().isEmpty())) {
                throw new NoExportException(definition, found.unmatched(), input != null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for export files: " + e.getMessage(), e);
        }
    }

    /**
     * The definition's locations that name a file, on whatever date: also one that a command names must keep what its
     * place means.
     */
    static List<Source.Location> naming(JobDefinition definition, ExportFile file) {
        return definition.source().locations().stream()
                .filter(location -> ExportFiles.names(location.glob(), base(definition), file.path()))
                .toList();
    }

    /** The folder that relative locations start from: the definition's. */
    static Path base(JobDefinition definition) {
        return Objects.requireNonNull(
                definition.file().toAbsolutePath().normalize().getParent());
    }
}
