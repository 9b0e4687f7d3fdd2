package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.TextStyle;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jobs of leaver folders and of events, from the command line to what the sandbox holds. */
class StreamJobsTest {

    private static final Path SAMPLES = Path.of("input-samples").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void whoTurnsUpInTheLeftFolderLosesTheTag() throws IOException {
        assertThat(run("vip-folders", "date=2026-11-20")).isZero();
        assertThat(vips())
                .as("F-103 left again, F-104 had left before")
                .isEqualTo(ids(1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12));

        assertThat(run("vip-folders", "date=2026-11-21")).isZero();

        assertThat(vips())
                .as("F-107's leaving was before its joining")
                .isEqualTo(ids(2, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15));
        assertThat(contacts()).hasSize(15);
    }

    @Test
    void aPersonsEventsAreOneUser() throws IOException {
        assertThat(run("web-events")).isZero();
        assertThat(contacts()).hasSize(11);
        assertThat(contact("e1@example.net"))
                .extracting(ContactSnapshot::externalId, ContactSnapshot::name, this::plan, this::seen)
                .containsExactly("E-101", "Ben Achterberg", "free", "2026-11-20T12:01:30Z");
        assertThat(contact("e2@example.net"))
                .extracting(ContactSnapshot::name, this::plan, this::seen)
                .containsExactly("Noor Aziz", "gold", "2026-11-20T15:00:00Z");
        assertThat(contact("e11@example.net").externalId()).isNull();

        assertThat(run("web-events", "input=" + SAMPLES + "/event-store/2026-11-21/*"))
                .isZero();

        assertThat(contacts()).hasSize(11);
        assertThat(plan(contact("e1@example.net"))).isEqualTo("gold");
        assertThat(plan(contact("e2@example.net"))).as("the event was older").isEqualTo("gold");
        assertThat(contact("e11@example.net").externalId())
                .as("known by the e-mail")
                .isEqualTo("E-111");
        assertThat(seen(contact("e3@example.net"))).as("known by the e-mail").isEqualTo("2026-11-21T10:00:00Z");
    }

    private static TreeSet<String> ids(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> "F-" + (100 + number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private TreeSet<String> vips() {
        return contacts().stream()
                .filter(contact -> contact.tagNames().contains("VIP"))
                .map(ContactSnapshot::externalId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ContactSnapshot contact(String email) {
        Map<String, ContactSnapshot> byEmail = contacts().stream()
                .collect(Collectors.toMap(contact -> String.valueOf(contact.email()), Function.identity()));
        return byEmail.get(email);
    }

    private Object plan(ContactSnapshot contact) {
        return contact.customAttributes().get("plan");
    }

    private String seen(ContactSnapshot contact) {
        return Instant.ofEpochSecond(contact.lastSeenAt()).toString();
    }

    private List<ContactSnapshot> contacts() {
        SandboxOptions options =
                SandboxOptions.defaults().withStateFile(new Home(folder.resolve("home")).sandboxState());
        try (Sandbox sandbox = Sandbox.start(options)) {
            return List.copyOf(sandbox.contacts());
        }
    }

    private int run(String job, String... parameters) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(
                folder.resolve("jobs").resolve(job + ".yml"),
                Files.readString(Path.of("jobs", job + ".yml")).replace("../input-samples", SAMPLES.toString()));
        List<String> words = new ArrayList<>(List.of("run", job, "--sandbox", "--quiet", "--home", "home"));
        words.addAll(List.of(parameters));
        return CommandLineFactory.of(console()).execute(words.toArray(new String[0]));
    }

    private Console console() {
        return new Console(
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                System.err,
                UTF_8,
                false,
                TextStyle.of(false, UTF_8),
                Clock.systemUTC(),
                folder,
                "./audience-sync",
                null,
                name -> null);
    }
}
