package dev.audiencesync.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A process of one of the programs here, from its start to its end, started as the launcher starts its own: from the jar
 * that it unpacked, with its archive of classes.
 */
final class Program {
    private static final String MAIN = "dev.audiencesync.cli.AudienceSync";
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path STARTED = TARGET.resolve("start-" + System.getProperty("java.version"));

    private final Path folder;
    private final List<String> options;

    /**
     * Prepares processes.
     *
     * @param folder they leave their files there
     * @param options of the virtual machine
     */
    Program(Path folder, String... options) {
        this.folder = folder;
        this.options = List.of(options);
    }

    /**
     * What a process took.
     *
     * @param seconds from its start to its end
     * @param processor seconds of processor time
     * @param heap the most megabytes of heap, what was garbage too
     * @param resident the most megabytes of memory
     */
    record Took(String out, double seconds, double processor, long heap, long resident) {
        String line(String name) {
            return String.format(
                    Locale.ROOT, "%-34s %8.1f s %8.1f s %6d MB %6d MB", name, seconds, processor, heap, resident);
        }
    }

    static final String HEADER =
            String.format(Locale.ROOT, "%-34s %10s %10s %9s %9s", "", "wall", "processor", "heap", "resident");

    Took sync(String... arguments) {
        return run(MAIN, arguments);
    }

    Took parse(String... arguments) {
        return run(ParseOnly.class.getName(), arguments);
    }

    /** The archive is of a class path that begins as this does. */
    private static String classPath() {
        return required(STARTED.resolve("audience-sync.jar")) + File.pathSeparator + TARGET.resolve("test-classes");
    }

    private static Path required(Path prepared) {
        if (Files.notExists(prepared)) {
            throw new IllegalStateException(prepared + " is missing: run the benchmark by its command in bench/");
        }
        return prepared;
    }

    /** Whatever the program says, it has to end well. */
    private Took run(String main, String... arguments) {
        Path told = folder.resolve("took.txt");
        Path err = folder.resolve("err.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseParallelGC", "-XX:NewRatio=3")); // as the launcher does
        command.add("-XX:SharedArchiveFile=" + required(STARTED.resolve("classes.jsa")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Measured.class.getName()));
        command.addAll(List.of(told.toString(), main));
        command.addAll(Arrays.asList(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().put("INTERCOM_ACCESS_TOKEN", "ours");
            long start = System.nanoTime();
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            if (exit != 0) {
                throw new IllegalStateException("It ended with " + exit + ":\n" + out + Files.readString(err));
            }
            String[] figures = Files.readString(told).split(" ");
            return new Took(
                    out,
                    seconds,
                    Long.parseLong(figures[0]) / 1_000.0,
                    Long.parseLong(figures[1]),
                    Long.parseLong(figures[2]));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
