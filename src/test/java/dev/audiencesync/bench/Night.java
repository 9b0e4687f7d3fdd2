package dev.audiencesync.bench;

import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.ExportGenerator;
import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.GeneratedJob;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generated exports, a workspace of the sandbox, and the program in processes of its own, all in a folder to throw away. */
final class Night implements AutoCloseable {
    private static final String JOB = "bench";

    private final ExportWorld world;
    private final Path folder;
    private final Sandbox sandbox;

    Night(ExportWorld world, SandboxOptions options, boolean snapshot) {
        this.world = world;
        try {
            this.folder = Files.createTempDirectory("audience-sync-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ExportGenerator generator = new ExportGenerator(world, Math.min(4, world.people()));
        for (int night = 0; night < world.nights(); night++) {
            generator.write(folder, night);
        }
        GeneratedJob.write(folder, JOB, snapshot);
        this.sandbox = Sandbox.start(options.withAttribute("plan", AttributeType.STRING)
                .withAttribute("lifetime_visits", AttributeType.FLOAT));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Puts everybody of a night into the workspace by hand, without tags. */
    void seed(int night) {
        exported(night).values().forEach(person -> sandbox.manually()
                .seedContact(ContactSeed.user(person.externalId())
                        .withEmail(person.email())
                        .withName(person.name())
                        .with("signed_up_at", person.signedUpAt())
                        .withAttribute("plan", person.plan())
                        .withAttribute("lifetime_visits", person.visits())));
    }

    /** Runs a night's export; whatever the command says, it has to end well. */
    JsonNode run(int night, String... options) {
        return command(words("run", night, options));
    }

    /** The same with one of its files alone. */
    JsonNode runFirstFile(int night) {
        try (Stream<Path> files = Files.list(folder.resolve(Objects.toString(world.date(night))))) {
            return run(night, "input=" + files.sorted().findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode plan(int night) {
        return command(words("plan", night));
    }

    JsonNode apply(long run) {
        return command(List.of("apply", Long.toString(run)));
    }

    private List<String> words(String command, int night, String... options) {
        List<String> words =
                new ArrayList<>(List.of(command, folder.resolve(JOB + ".yml").toString()));
        words.add("date=" + world.date(night));
        words.addAll(List.of(options));
        return words;
    }

    private JsonNode command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.audiencesync.cli.AudienceSync"));
        command.addAll(words);
        command.addAll(List.of("--json", "--home", folder.resolve("home").toString()));
        command.addAll(List.of("--intercom-base-url", sandbox.baseUrl().toString()));
        try {
            Path err = folder.resolve("err.txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().put("INTERCOM_ACCESS_TOKEN", "ours");
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("It ended with " + process.exitValue() + ":\n" + Files.readString(err));
            }
            return JsonMapper.shared().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the workspace holds just what the night's files say, but for people without an e-mail. */
    boolean isAsExported(int night) {
        List<ContactSnapshot> withEmail = sandbox.contacts().stream()
                .filter(contact -> contact.email() != null)
                .toList();
        return People.held(withEmail).equals(exported(night));
    }

    Map<String, People.Person> exported(int night) {
        return People.exported(folder.resolve(Objects.toString(world.date(night))));
    }

    @Override
    public void close() {
        sandbox.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
