package dev.audiencesync.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.audiencesync.person.CellPlace;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every format, sound and damaged in every way that comes to a generator's mind, for as long as one likes:
 *
 * <pre>mvn test -Pfuzz -Dfuzz.minutes=10            # prints the seed it begins with
 * mvn test -Pfuzz -Dfuzz.seed=4711 -Dfuzz.minutes=0  # one input again</pre>
 *
 * <p>Whatever a file holds, each of its records is read or rejected, or the file is told to be unreadable; no other
 * exception, no hang, no more memory than its size explains, the same each time; and a sound file gives all its records.
 */
class ReaderFuzz {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long MEMORY_FOR_ITSELF = 64L << 20;

    /** Taken in all, not held at once: after each rejected row of CSV, which may be of a byte or two, parsing begins anew. */
    private static final long MEMORY_PER_BYTE = 40_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<CellPlace> PLACES =
            List.of(new CellPlace(1, "audiences", "VIP", true), new CellPlace(2, "properties", "name", false));

    @TempDir
    Path folder;

    @Test
    void noFileBreaksTheReaders() throws Exception {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Instant end = Instant.now().plus(Duration.ofMinutes(Integer.getInteger("fuzz.minutes", 1)));
        System.out.println("Fuzzing from seed " + seed + " until " + end);
        long inputs = 0;
        try (Checks checks = new Checks(folder)) {
            do {
                checks.check(seed + inputs);
                inputs++;
            } while (Instant.now().isBefore(end));
        }
        System.out.println(inputs + " inputs, nothing found");
    }

    /** Checks inputs on a thread of its own, which is given up if it does not come back. */
    static final class Checks implements AutoCloseable {
        private final Path folder;
        private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread daemon = new Thread(work, "fuzz");
            daemon.setDaemon(true);
            return daemon;
        });

        Checks(Path folder) {
            this.folder = folder;
        }

        void check(long seed) throws Exception {
            FuzzInput input = FuzzInput.of(seed);
            Path file = folder.resolve("input");
            Files.write(file, input.bytes());
            try {
                thread.submit(() -> {
                            checkNow(input, new ExportFile(file, "the file"));
                            return null;
                        })
                        .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("seed " + seed + ": not read within " + LONGEST, e);
            } catch (ExecutionException e) {
                throw new AssertionError("seed " + seed + ": " + e.getCause(), e.getCause());
            }
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    private static void checkNow(FuzzInput input, ExportFile file) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<String> first = readInEveryWay(file);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("memory for %d bytes, %d unpacked", input.bytes().length, unpacked(file))
                .isLessThan(MEMORY_FOR_ITSELF + MEMORY_PER_BYTE * (input.bytes().length + unpacked(file)));
        assertThat(readInEveryWay(file)).as("read again").isEqualTo(first);
        if (input.records() >= 0) {
            List<String> records = input.format() == FuzzInput.Format.JSON
                    ? read(JsonRecordReader.open(file, ReadLimits.DEFAULTS))
                    : read(CsvRecordReader.open(file, ',', PLACES));
            assertThat(records).hasSize(input.records()).noneMatch(record -> record.contains("!"));
        }
    }

    private static List<String> readInEveryWay(ExportFile file) {
        List<String> all = new ArrayList<>();
        all.addAll(reported(() -> read(JsonRecordReader.open(file, ReadLimits.DEFAULTS))));
        all.addAll(reported(() -> read(JsonRecordReader.open(file, new ReadLimits(200, 6)))));
        all.addAll(reported(() -> read(JsonRecordReader.open(file, Exports.part("properties")))));
        all.addAll(reported(() -> read(CsvRecordReader.open(file, null))));
        all.addAll(reported(() -> read(CsvRecordReader.open(file, ',', List.of(), new ReadLimits(200, 6)))));
        all.addAll(reported(() -> read(CsvRecordReader.open(file, ',', fitting(file)))));
        all.addAll(
                reported(() -> List.of(ExportKind.of(file, null, List.of("/id")).toString())));
        return all;
    }

    /** Places are made for a header; one that was damaged has them no more. */
    private static List<CellPlace> fitting(ExportFile file) throws UnreadableFileException {
        try (CsvRecordReader reader = CsvRecordReader.open(file, ',')) {
            return PLACES.stream()
                    .filter(place -> place.column() < reader.columns().size())
                    .toList();
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Reading {
        List<String> read() throws IOException;
    }

    private static List<String> reported(Reading reading) {
        try {
            return reading.read();
        } catch (UnreadableFileException e) {
            return List.of(e.getMessage());
        } catch (IOException e) {
            throw new AssertionError("only UnreadableFileException may be thrown", e);
        }
    }

    private static List<String> read(RecordReader opened) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordReader reader = opened) {
            long line = 0;
            ReadRecord next;
            while ((next = reader.read()) != null) {
                assertThat(next.position().line()).isGreaterThanOrEqualTo(line);
                line = next.position().line();
                records.add(Exports.text(next));
            }
        }
        return records;
    }

    /** How much is handed on, be it before a damage shows. */
    private static long unpacked(ExportFile file) {
        long size = 0;
        try (InputStream in = FileContent.open(file)) {
            while (in.read() >= 0) {
                size++;
            }
        } catch (IOException damaged) {
            return size;
        }
        return size;
    }
}
