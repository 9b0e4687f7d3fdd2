package dev.audiencesync.job;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.export.FileIdentity;
import dev.audiencesync.ledger.RunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Whether the files of a run are such that the definition can read them, before the run is begun. */
final class FileCheck {
    private final RunFiles files;
    private final long workspaceId;

    FileCheck(RunFiles files, long workspaceId) {
        this.files = files;
        this.workspaceId = workspaceId;
    }

    /**
     * Looks at every file that will be read.
     *
     * @throws DefinitionException naming what is wrong with each: file and definition contradict each other
     */
    void check(JobDefinition definition, List<String> locations) {
        ExportFormat format = ExportFormat.of(definition);
        List<Problem> problems = new ArrayList<>();
        try {
            for (ExportFile file :
                    ExportFiles.find(locations, Locations.base(definition)).files()) {
                List<Problem> found = format.problems(file);
                if (!found.isEmpty() && !isConsumed(definition, file)) {
                    problems.addAll(found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the export files: " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    /** An older file of a stream may lack what the definition has come to read since: it is not read again. */
    private boolean isConsumed(JobDefinition definition, ExportFile file) throws IOException {
        if (definition.source().mode() == Source.Mode.SNAPSHOT) {
            return false;
        }
        String sha256 = FileIdentity.of(file).sha256();
        return files.consumed(workspaceId, definition.name(), file.path().toString(), sha256);
    }
}
