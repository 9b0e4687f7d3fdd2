package dev.audiencesync.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A process of one of the programs here, from its start to its end. */
final class Program {
    private static final String MAIN = "dev.audiencesync.cli.AudienceSync";

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

    /** Whatever the program says, it has to end well. */
    private Took run(String main, String... arguments) {
        Path told = folder.resolve("took.txt");
        Path err = folder.resolve("err.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseParallelGC"); // as the launcher does
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Measured.class.getName()));
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
