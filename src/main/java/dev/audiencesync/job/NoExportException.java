package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** No export file is where it should be: exit 2, nothing begun. */
public final class NoExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoExportException(JobDefinition definition, List<String> locations, boolean fromCommandLine) {
        super(
                "No export file matches "
                        + locations.stream()
                                .map(location -> described(location, Locations.base(definition)))
                                .collect(Collectors.joining(", "))
                        + (fromCommandLine
                                ? ". Paths in `input=` are relative to the folder the command was started in."
                                : ". `source.location` of " + definition.file()
                                        + " is relative to the definition's folder. Mend it, or name the files with `input=`."));
    }

    private static String described(String location, Path base) {
        String folder = location.replaceFirst("/+$", "");
        return ExportFiles.isFolder(location, base)
                ? location + " (a folder; write " + folder + "/* for the files in it)"
                : location;
    }
}
