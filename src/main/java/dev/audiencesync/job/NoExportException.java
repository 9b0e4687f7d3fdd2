package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import java.util.List;

/** No export file is where it should be: exit 2, nothing begun. */
public final class NoExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoExportException(JobDefinition definition, List<String> locations, boolean fromCommandLine) {
        super(
                "No export file matches " + String.join(", ", locations)
                        + (fromCommandLine
                                ? ". Paths in `input=` are relative to the folder the command was started in."
                                : ". `source.location` of " + definition.file()
                                        + " is relative to the definition's folder. Mend it, or name the files with `input=`."));
    }
}
