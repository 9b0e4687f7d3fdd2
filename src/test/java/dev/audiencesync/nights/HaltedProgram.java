package dev.audiencesync.nights;

import dev.audiencesync.cli.AudienceSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program as it is, on drivers that end it at the point {@code halt.at}; where it ends by itself, the file
 * {@code halt.points} says how many points there were.
 */
final class HaltedProgram {
    private HaltedProgram() {}

    public static void main(String[] args) throws Exception {
        Path committed = Path.of(System.getProperty("halt.committed"));
        AtomicInteger points = HaltingDriver.install(Integer.getInteger("halt.at", 0), committed);
        Path report = Path.of(System.getProperty("halt.points"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(report, points.get())));
        AudienceSync.main(args);
    }

    private static void write(Path report, int points) {
        try {
            Files.writeString(report, Integer.toString(points));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
