package dev.audiencesync.nights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Writes the files of jobs' exports. */
interface Exporting {
    /** The folder of a job's. */
    Path exports(JobSpec job);

    default void export(JobSpec job, String file, Visitor... records) {
        removeExports(job);
        addExport(job, file, records);
    }

    /** A file as it is to stand there. */
    default void exportText(JobSpec job, String file, String text) {
        removeExports(job);
        addText(job, file, text);
    }

    default void addText(JobSpec job, String file, String text) {
        write(exportFile(job, file), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where a file of the job's exports stands. */
    default Path exportFile(JobSpec job, String file) {
        return exports(job).resolve(file);
    }

    default void removeExports(JobSpec job) {
        Path folder = exports(job);
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path old : files.toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    default void addExport(JobSpec job, String file, Visitor... records) {
        byte[] lines = Arrays.stream(records)
                .map(Visitor::json)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        write(exportFile(job, file), file.endsWith(".gz") ? gzip(lines) : lines);
    }

    /** Cuts the end off a file. */
    default void truncate(JobSpec job, String file, int by) {
        Path path = exportFile(job, file);
        try {
            byte[] whole = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(whole, whole.length - by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
