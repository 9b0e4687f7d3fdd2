package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsAheadTest {
    private static final int MANY = 20_000;

    private final ReadingThreads threads = new ReadingThreads(3);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void recordsComeInTheirOrderThoughSeveralThreadsParseThem() throws IOException {
        Set<String> parsers = ConcurrentHashMap.newKeySet();
        ExportFile file = Exports.file(folder, Exports.gzip(lines(MANY)));

        List<Long> lines = read(file, record -> {
            parsers.add(Thread.currentThread().getName());
            return record.position().line();
        });

        assertThat(lines).hasSize(MANY).isSorted().startsWith(1L).endsWith((long) MANY);
        assertThat(parsers).doesNotContain(Thread.currentThread().getName());
    }

    @Test
    void damagedFilesAreReadAsBySingleRecords() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            byte[] content = lines(2_000);
            for (int damage = 0; damage < 1 + random.nextInt(20); damage++) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            byte[] packed = Exports.gzip(content);
            byte[] file =
                    random.nextBoolean() ? packed : Arrays.copyOf(packed, random.nextInt(packed.length - 20) + 20);
            ExportFile export = Exports.file(folder, file);
            List<String> records = new ArrayList<>();

            String failure = readAhead(export, records);

            assertThat(new Exports.Reading(records, failure))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Exports.read(export, ReadLimits.DEFAULTS));
        }
    }

    private String readAhead(ExportFile file, List<String> records) throws IOException {
        try (RecordsAhead<String> ahead =
                threads.read(JsonRecordReader.open(file, ReadLimits.DEFAULTS), Exports::text)) {
            String next;
            while ((next = ahead.next()) != null) {
                records.add(next);
            }
            return "";
        } catch (UnreadableFileException e) {
            return e.getMessage();
        }
    }

    @Test
    void rowsBeforeAFailureAreHandedOnFirst() throws IOException {
        StringBuilder rows = new StringBuilder("id,name\n");
        for (int row = 0; row < 30_000; row++) {
            rows.append(row).append(",somebody\n");
        }
        byte[] packed = Exports.gzip(rows.toString().getBytes(UTF_8));
        ExportFile file = Exports.file(folder, Arrays.copyOf(packed, packed.length - 9));
        List<Long> lines = new ArrayList<>();

        try (RecordsAhead<Long> ahead = threads.read(
                CsvRecordReader.open(file, ','), record -> record.position().line())) {
            assertThatThrownBy(() -> addAll(ahead, lines))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("cut off");
            assertThatThrownBy(ahead::next).as("asked again").isInstanceOf(UnreadableFileException.class);
        }

        assertThat(lines).isSorted().hasSizeGreaterThan(20_000);
    }

    @Test
    void whatFailsForARecordIsToldInItsPlace() throws IOException {
        ExportFile file = Exports.file(folder, lines(MANY));
        List<Long> lines = new ArrayList<>();

        try (RecordsAhead<Long> ahead = threads.read(JsonRecordReader.open(file, ReadLimits.DEFAULTS), record -> {
            if (record.position().line() > MANY / 2) {
                throw new IllegalArgumentException("line " + record.position().line());
            }
            return record.position().line();
        })) {
            assertThatThrownBy(() -> addAll(ahead, lines))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("line " + (MANY / 2 + 1));
        }
    }

    @Test
    void aFileThatNobodyReadsOnIsLeft() throws IOException {
        ExportFile file = Exports.file(folder, Exports.gzip(lines(200_000)));
        Set<Long> parsed = ConcurrentHashMap.newKeySet();

        try (RecordsAhead<Long> ahead = threads.read(JsonRecordReader.open(file, ReadLimits.DEFAULTS), record -> {
            parsed.add(record.position().line());
            return record.position().line();
        })) {
            assertThat(ahead.next()).isEqualTo(1);
        }

        assertThat(parsed).as("what is read ahead has a bound").hasSizeLessThan(100_000);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("export-read", "export-unpack");
    }

    private static void addAll(RecordsAhead<Long> ahead, List<Long> lines) throws UnreadableFileException {
        Long next;
        while ((next = ahead.next()) != null) {
            lines.add(next);
        }
    }

    private <T> List<T> read(ExportFile file, Function<ReadRecord, T> each) throws IOException {
        List<T> all = new ArrayList<>();
        try (RecordsAhead<T> ahead = threads.read(JsonRecordReader.open(file, ReadLimits.DEFAULTS), each)) {
            T next;
            while ((next = ahead.next()) != null) {
                all.add(next);
            }
        }
        return all;
    }

    private static byte[] lines(int records) {
        StringBuilder text = new StringBuilder();
        for (int record = 0; record < records; record++) {
            text.append("{\"id\":\"C-").append(record).append("\",\"name\":\"Zoë 花子\",\"n\":{\"x\":[1,2.50]}}\n");
        }
        return text.toString().getBytes(UTF_8);
    }
}
