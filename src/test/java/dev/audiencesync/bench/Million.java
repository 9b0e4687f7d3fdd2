package dev.audiencesync.bench;

import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.ExportGenerator;
import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.GeneratedJob;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Exports of many people, two nights in which nobody changes, in a folder that is made once and kept. */
final class Million {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int FILES = 4;
    private static final int WRITTEN = 1_000;
    private static final String JOB = "bench";

    private final ExportWorld world;
    private final Path folder;

    Million(int people) {
        this.world = new ExportWorld(people, 2, 1, FIRST, people / 10, 0, 0, 0);
        this.folder = Path.of("target", "bench", "million-" + people).toAbsolutePath();
    }

    Path folder() {
        return folder;
    }

    Path job() {
        return folder.resolve(JOB + ".yml");
    }

    String date(int night) {
        return world.date(night).toString();
    }

    /** A home that is not there yet. */
    Path newHome(String name) {
        Path home = folder.resolve(name);
        delete(home);
        return home;
    }

    /** A home whose ledger knows everybody of the first night. */
    Path fullHome() {
        Path home = newHome("home");
        copy(folder.resolve("full"), home);
        return home;
    }

    /** The workspace that the full home knows, but for the people that were filled in. */
    Sandbox sandbox() {
        return Sandbox.start(options().withStateFile(folder.resolve("workspace")));
    }

    Sandbox emptySandbox() {
        return Sandbox.start(options());
    }

    private static SandboxOptions options() {
        return SandboxOptions.defaults()
                .withRateLimitPerMinute(10_000_000)
                .withAttribute("plan", AttributeType.STRING)
                .withAttribute("lifetime_visits", AttributeType.FLOAT);
    }

    void makeExports() {
        if (Files.exists(folder.resolve("exported"))) {
            return;
        }
        delete(folder);
        try {
            Files.createDirectories(folder);
            ExportGenerator generator = new ExportGenerator(world, Math.min(FILES, world.people()));
            generator.write(folder, 0);
            generator.write(folder, 1);
            GeneratedJob.write(folder, JOB, false);
            Files.createFile(folder.resolve("exported"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program writes the first people itself; the others are filled in, so that it takes minutes and not hours. */
    void makeFullLedger() {
        makeExports();
        Path full = folder.resolve("full");
        if (Files.exists(folder.resolve("filled"))) {
            return;
        }
        delete(full);
        delete(folder.resolve("workspace"));
        try (Sandbox sandbox = sandbox()) {
            Files.createDirectories(full);
            Path first = folder.resolve("first.json.gz");
            writeFirst(first);
            new Program(folder, "-Xmx1g")
                    .sync(
                            "run",
                            job().toString(),
                            "input=" + first,
                            "--json",
                            "--home",
                            full.toString(),
                            "--intercom-base-url",
                            sandbox.baseUrl().toString());
            long compared = FullLedger.fill(full, job(), date(0));
            if (compared != Math.min(WRITTEN, world.people())) {
                throw new IllegalStateException("Of those the program wrote, " + compared + " were found again");
            }
            Files.createFile(folder.resolve("filled"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeFirst(Path to) throws IOException {
        Path from;
        try (Stream<Path> files = Files.list(folder.resolve(date(0)))) {
            from = files.sorted().toList().get(0);
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(from)), StandardCharsets.UTF_8));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            for (String line : in.lines().limit(WRITTEN).toList()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
