package dev.audiencesync.cli;

import java.nio.file.Path;
import java.time.Clock;

/** Entry point of the command line. */
public final class AudienceSync {
    private AudienceSync() {}

    public static void main(String[] args) {
        // Spring Boot would replace the logging that is set up for the home.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Console console = Console.ofProcess(
                Clock.systemUTC(),
                Path.of("").toAbsolutePath(),
                System.getProperty("audience-sync.command"),
                System.getProperty("audience-sync.project"));
        System.exit(CommandLineFactory.of(console).execute(args));
    }
}
