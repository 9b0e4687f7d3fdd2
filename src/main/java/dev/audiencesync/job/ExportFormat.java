package dev.audiencesync.job;

import dev.audiencesync.definition.Columns;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.export.CsvRecordReader;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.RecordReader;
import dev.audiencesync.export.UnreadableFileException;
import java.io.IOException;
import java.util.List;
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

    static ExportFormat of(JobDefinition definition) {
        return switch (definition.source().format()) {
            case AUDIENCE_STORE, EVENT_STORE -> new Json();
            case CSV -> new Csv(definition, definition.source().delimiter());
        };
    }

    /** Its records may hold anything or nothing. */
    record Json() implements ExportFormat {
        @Override
        public RecordReader open(ExportFile file) throws UnreadableFileException {
            return JsonRecordReader.open(file);
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
            List<Problem> problems = problems(file);
            if (!problems.isEmpty()) {
                throw new UnreadableFileException(
                        file.displayName(), problems.get(0).line(), reason(problems), null);
            }
            return CsvRecordReader.open(file, delimiter);
        }

        @Override
        public List<Problem> problems(ExportFile file) {
            try (CsvRecordReader reader = CsvRecordReader.open(file, delimiter)) {
                return Columns.problems(definition, reader.header(), reader.columns());
            } catch (IOException leftToReading) {
                return List.of();
            }
        }

        private static String reason(List<Problem> problems) {
            return problems.stream()
                    .map(problem -> problem.message() + " → " + problem.fix())
                    .collect(Collectors.joining("; "));
        }
    }
}
