package dev.audiencesync.bench;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.ReadingThreads;
import dev.audiencesync.export.RecordsAhead;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads, parses and maps a job's export as a run does, and does nothing with it: {@code JOB DATE}. */
final class ParseOnly {
    private ParseOnly() {}

    public static void main(String[] args) throws IOException {
        Path job = Path.of(args[0]);
        JobDefinition definition = new DefinitionLoader(name -> "none").load(job);
        RecordMapper mapper = new RecordMapper(definition);
        long mapped = 0;
        try (ReadingThreads threads = ReadingThreads.ofMachine()) {
            for (ExportFile file : files(job, args[1])) {
                try (RecordsAhead<MappedRecord> records =
                        threads.read(JsonRecordReader.open(file, definition.recordParts()), mapper::map)) {
                    while (records.next() instanceof MappedRecord.Mapped) {
                        mapped++;
                    }
                }
            }
        }
        System.out.println(mapped);
    }

    static List<ExportFile> files(Path job, String date) throws IOException {
        return ExportFiles.find(List.of(date + "/*.gz"), job.toAbsolutePath().getParent())
                .files();
    }
}
