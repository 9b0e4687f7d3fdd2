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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
                List<Problem> found = new ArrayList<>(format.problems(file));
                meaning(definition, file).ifPresent(found::add);
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

    /** What keeps it from being known what a file's place says of audiences, where places do. */
    private static Optional<Problem> meaning(JobDefinition definition, ExportFile file) {
        if (definition.source().toldAudiences().isEmpty()) {
            return Optional.empty();
        }
        List<Source.Location> where = Locations.naming(definition, file);
        if (where.isEmpty()) {
            return Optional.of(new Problem(
                    file.displayName(),
                    0,
                    0,
                    "`location` in " + definition.file()
                            + " says what being in a folder means, and names no folder that"
                            + " holds this file: whether its people joined, left or neither is not known",
                    "put the file where the definition has a location for it"));
        }
        Set<String> joined = told(where, Source.Membership.JOINED);
        joined.retainAll(told(where, Source.Membership.LEFT));
        return joined.stream()
                .findFirst()
                .map(audience -> new Problem(
                        file.displayName(),
                        0,
                        0,
                        "two locations in " + definition.file() + " name this file: by one its people joined `"
                                + audience + "`, by the other they left it",
                        "let each file be named by one of them"));
    }

    private static Set<String> told(List<Source.Location> where, Source.Membership membership) {
        return where.stream()
                .filter(location -> location.membership() == membership)
                .map(location -> String.valueOf(location.audience()))
                .collect(Collectors.toCollection(TreeSet::new));
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
