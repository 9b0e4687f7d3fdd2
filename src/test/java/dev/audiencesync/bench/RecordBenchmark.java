package dev.audiencesync.bench;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.export.RecordBatch;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.plan.PersonPrinter;
import dev.audiencesync.sandbox.ExportGenerator;
import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.GeneratedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a record costs on its way to a person, part by part, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(RecordBenchmark.RECORDS)
public class RecordBenchmark {
    static final int RECORDS = 2_000;

    private final LocalDate night = LocalDate.of(2026, 11, 20);
    private final List<RecordBatch> batches = new ArrayList<>();
    private final List<ReadRecord> records = new ArrayList<>();
    private final List<DesiredPerson> people = new ArrayList<>();
    private Path folder;
    private ExportFile file;
    private JobDefinition definition;
    private RecordMapper mapper;
    private PersonPrinter printer;

    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("audience-sync-jmh");
        ExportWorld world = new ExportWorld(RECORDS, 1, 1, night, RECORDS / 10, 0, 0, 0);
        new ExportGenerator(world, 1).write(folder, 0);
        Path job = GeneratedJob.write(folder, "bench", false);
        file = ParseOnly.files(job, night.toString()).get(0);
        definition = new DefinitionLoader(name -> "none").load(job);
        mapper = new RecordMapper(definition);
        printer = new PersonPrinter(definition.mappingFingerprints());
        try (JsonRecordReader reader = JsonRecordReader.open(file, definition.recordParts())) {
            for (RecordBatch batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                batches.add(batch);
                records.addAll(batch.parse());
            }
        }
        records.forEach(record -> people.add(((MappedRecord.Mapped) mapper.map(record)).person()));
    }

    @TearDown
    public void tearDown() {
        Million.delete(folder);
    }

    /** Unpacks a file and cuts it into records. */
    @Benchmark
    public void cut(Blackhole hole) throws IOException {
        try (JsonRecordReader reader = JsonRecordReader.open(file, definition.recordParts())) {
            for (RecordBatch batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                hole.consume(batch);
            }
        }
    }

    @Benchmark
    public void parse(Blackhole hole) {
        batches.forEach(batch -> hole.consume(batch.parse()));
    }

    @Benchmark
    public void map(Blackhole hole) {
        records.forEach(record -> hole.consume(mapper.map(record)));
    }

    @Benchmark
    public void fingerprint(Blackhole hole) {
        people.forEach(person -> hole.consume(printer.print(person)));
    }
}
