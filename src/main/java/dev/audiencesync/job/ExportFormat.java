package dev.audiencesync.job;

import dev.audiencesync.definition.Columns;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.export.CsvRecordReader;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportKind;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.RecordReader;
import dev.audiencesync.export.UnreadableFileException;
import dev.audiencesync.person.RecordParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a definition's export files are read. */
interface ExportFormat {

    /**
     * Opens a file.
     *
     * @throws UnreadableFileException also where the file is not what the definition reads
     */
    RecordReader open(ExportFile file) throws UnreadableFileException;

    /** What keeps a file from being read as the definition wants it. A file that cannot be opened has no say here. */
    List<Problem> problems(ExportFile file);

    /** What a file was recognised as; empty where the definition says what it is, or its content does not tell. */
    default Optional<ExportKind> recognised(ExportFile file) throws UnreadableFileException {
        return Optional.empty();
    }

    static ExportFormat of(JobDefinition definition) {
        return switch (definition.source().format()) {
            case AUDIENCE_STORE, EVENT_STORE -> new Json(definition.recordParts());
            case CSV -> new Csv(definition, definition.source().delimiter());
            case AUTO -> new AutoFormat(definition);
        };
    }

    /** Its records may hold anything or nothing. */
    record Json(RecordParts parts) implements ExportFormat {
        @Override
        public RecordReader open(ExportFile file) throws UnreadableFileException {
            return JsonRecordReader.open(file, parts);
        }

        @Override
        public List<Problem> problems(ExportFile file) {
            return List.of();
        }
    }

    /** Its header has to hold every column the definition reads. */
    record Csv(JobDefinition definition, @Nullable Character delimiter) implements ExportFormat {
        @Override
        public RecordReader open(ExportFile file) throws UnreadableFileException {
            Columns columns = columns(file);
            if (!columns.problems().isEmpty()) {
                throw new UnreadableFileException(
                        file.displayName(), columns.problems().get(0).line(), reason(columns.problems()), null);
            }
            return CsvRecordReader.open(file, delimiter, columns.places());
        }

        @Override
        public List<Problem> problems(ExportFile file) {
            try {
                return columns(file).problems();
            } catch (UnreadableFileException leftToReading) {
                return List.of();
            }
        }

        private Columns columns(ExportFile file) throws UnreadableFileException {
            try (CsvRecordReader reader = CsvRecordReader.open(file, delimiter)) {
                return Columns.of(definition, reader.header(), reader.columns());
            } catch (UnreadableFileException e) {
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String reason(List<Problem> problems) {
            return problems.stream()
                    .map(problem -> problem.message() + " → " + problem.fix())
                    .collect(Collectors.joining("; "));
        }
    }
}
