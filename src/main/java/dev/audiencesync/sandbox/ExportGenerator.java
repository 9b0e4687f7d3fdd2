package dev.audiencesync.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an {@link ExportWorld} as AudienceStore would: a folder a night, named by its date, with everybody's records in
 * gzipped files of a JSON object a line. The same world makes the same bytes. Memory does not grow with the people.
 */
public final class ExportGenerator {
    private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("yyyy.MM.dd", Locale.ROOT);
    private static final int BUFFER = 1 << 16;

    private final ExportWorld world;
    private final int files;

    /**
     * @param files how many a night has, from 1
     * @throws IllegalArgumentException where there would be a file without a record
     */
    public ExportGenerator(ExportWorld world, int files) {
        if (files < 1 || files > world.people()) {
            throw new IllegalArgumentException("files: " + files + " for " + world.people() + " people");
        }
        this.world = world;
        this.files = files;
    }

    /**
     * The folder of a night.
     *
     * @param out the folder they are in
     * @param night from 0
     */
    public Path folder(Path out, int night) {
        return out.resolve(world.date(night).toString());
    }

    /**
     * Writes a night, and replaces its files that are there.
     *
     * @param night from 0
     * @throws UncheckedIOException if a file cannot be written
     */
    public void write(Path out, int night) {
        ExecutorService writers = Executors.newFixedThreadPool(
                Math.min(files, Runtime.getRuntime().availableProcessors()));
        try {
            Path folder = Files.createDirectories(folder(out, night));
            List<CompletableFuture<Void>> written = new ArrayList<>();
            for (int number = 0; number < files; number++) {
                int file = number;
                written.add(CompletableFuture.runAsync(() -> write(folder, night, file), writers));
            }
            CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException cause ? cause : e;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + folder(out, night) + " cannot be made: " + e.getMessage(), e);
        } finally {
            writers.shutdownNow();
        }
    }

    private void write(Path folder, int night, int file) {
        Path path = folder.resolve(name(world.date(night), file));
        int from = (int) ((long) world.people() * file / files);
        int to = (int) ((long) world.people() * (file + 1) / files);
        VisitorRecord visitor = new VisitorRecord(world);
        StringBuilder record = new StringBuilder();
        try (OutputStream out = new Packed(Files.newOutputStream(path))) {
            for (int person = from; person < to; person++) {
                record.setLength(0);
                visitor.append(record, person, night);
                record.append('\n');
                out.write(record.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The export " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String name(LocalDate date, int file) {
        return String.format(Locale.ROOT, "visitors-%s-%02d.json.gz", DOTTED.format(date), file + 1);
    }

    /** As fast as it goes: these files are made to be read once or twice. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
