package dev.audiencesync.cli;

import dev.audiencesync.person.Amount;
import dev.audiencesync.sandbox.ExportGenerator;
import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.GeneratedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox generate}: exports of any size, for trying and for benchmarks. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Writes nights of AudienceStore exports of an invented shop, a folder each. With the same options the"
                        + " same files. SHARE is a number of people, such as 200, or a percentage, such as 0.5%%.",
        sortOptions = false)
final class SandboxGenerateCommand implements Callable<Integer> {
    private static final Pattern JOB_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final Console console;

    @Option(names = "--people", paramLabel = "N", required = true, description = "Each has a record in each night.")
    private int people;

    @Option(names = "--nights", paramLabel = "K", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int nights;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the nights' folders go.")
    private @Nullable Path out;

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "4",
            description = "Files a night. Default: ${DEFAULT-VALUE}.")
    private int files;

    @Option(
            names = "--members",
            paramLabel = "SHARE",
            defaultValue = "20%",
            description = "In the audience VIP in the first night. Default: 20%%.")
    private @Nullable Share members;

    @Option(
            names = "--changed",
            paramLabel = "SHARE",
            defaultValue = "2%",
            description = "Have other attributes than the night before. Default: 2%%.")
    private @Nullable Share changed;

    @Option(
            names = "--join",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            description = "Join VIP each night. Default: 0.5%%.")
    private @Nullable Share joining;

    @Option(
            names = "--leave",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            description = "Leave VIP each night. Default: 0.5%%.")
    private @Nullable Share leaving;

    @Option(
            names = "--first",
            paramLabel = "DATE",
            defaultValue = "2026-11-20",
            description = "The first night. Default: ${DEFAULT-VALUE}.")
    private @Nullable LocalDate first;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another one makes other people. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Also writes DIR/NAME.yml, a job that reads them: each night is an append stream's.")
    private @Nullable String job;

    @Option(names = "--snapshot", description = "To that job each night is everybody instead.")
    private boolean snapshot;

    @Option(names = "--quiet", description = "Says nothing; errors only.")
    private boolean quiet;

    SandboxGenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path folder = console.workingDirectory().resolve(given(out));
        ExportWorld world;
        ExportGenerator generator;
        try {
            world = new ExportWorld(
                    people,
                    nights,
                    seed,
                    given(first),
                    given(members).of(people),
                    given(changed).of(people),
                    given(joining).of(people),
                    given(leaving).of(people));
            generator = new ExportGenerator(world, files);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage() + ".");
        }
        requireRoom(folder, generator);
        for (int night = 0; night < nights; night++) {
            generator.write(folder, night);
            say(generator.folder(folder, night) + "  " + what(world, night));
        }
        if (job != null) {
            Path definition = GeneratedJob.write(folder, job, snapshot);
            say("Try: " + console.program() + " run " + definition + " --sandbox date=" + world.date(0));
        }
        return ExitCode.DONE;
    }

    private static String what(ExportWorld world, int night) {
        String people = Amount.people(world.people()) + ", " + Amount.number(world.members(night)) + " in VIP";
        return night == 0
                ? people
                : people + " · " + Amount.number(world.changed()) + " changed, " + Amount.number(world.joining())
                        + " joined, " + Amount.number(world.leaving()) + " left";
    }

    /** What is there may be an export that somebody wants to keep, or files that would mix with these. */
    private void requireRoom(Path folder, ExportGenerator generator) {
        if (job == null && snapshot) {
            throw new UsageException("--snapshot is about the job: give --job NAME with it.");
        }
        if (job != null && !JOB_NAME.matcher(job).matches()) {
            throw new UsageException("--job " + job + " is no name: letters, digits, - and _ only.");
        }
        for (int night = 0; night < nights; night++) {
            requireAbsent(generator.folder(folder, night));
        }
        if (job != null) {
            requireAbsent(folder.resolve(job + ".yml"));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void requireAbsent(Path path) {
        if (Files.exists(path)) {
            throw new UsageException(path + " exists: remove it, or give another --out.");
        }
    }

    private void say(String line) {
        if (!quiet) {
            console.out().println(line);
            console.out().flush();
        }
    }

    /** Picocli fills in every option that is required or has a default. */
    private static <T> T given(@Nullable T option) {
        return java.util.Objects.requireNonNull(option);
    }
}
