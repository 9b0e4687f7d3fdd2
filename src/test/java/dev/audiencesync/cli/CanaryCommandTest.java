package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run --only} and {@code --limit} as their operator sees them. */
class CanaryCommandTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions: [ { action: create-or-update-user, parameters: { user-id: /properties/id } } ]
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void aJobAndItsExport() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        Files.writeString(
                folder.resolve("a.json"),
                """
                {"_id": "1", "properties": {"id": "Ada"}}
                {"_id": "2", "properties": {"id": "Bo"}}
                {"_id": "3", "properties": {"id": "Cy"}}
                """);
    }

    @Test
    void theSummaryAndStatusSayWhomItWasForAndTheNextRunDoesTheRest() {
        assertThat(run("run nightly --sandbox --only Ada --only Zoe")).isZero();
        assertThat(text())
                .contains("A canary run, only for Ada, Zoe.", "No record of this run is about Zoe", "next run");

        assertThat(run("status")).isZero();
        assertThat(text()).contains("A canary run, only for Ada, Zoe.");

        assertThat(run("run nightly --sandbox")).isZero();
        assertThat(text()).doesNotContain("canary");
        JsonNode runs = json("status --json").path("runs");
        assertThat(runs.path(0).path("planned").path("create").intValue()).isEqualTo(2);
        assertThat(runs.path(1).path("planned").path("create").intValue()).isEqualTo(1);
    }

    @Test
    void jsonIsWhatItIsForEveryRun() {
        JsonNode canary = json("run nightly --sandbox --limit 2 --json");
        JsonNode whole = json("run nightly --sandbox --json");

        assertThat(canary.propertyNames()).containsExactlyElementsOf(whole.propertyNames());
        assertThat(canary.path("applied").path("create").intValue()).isEqualTo(2);
        assertThat(whole.path("applied").path("create").intValue()).isEqualTo(1);
    }

    private JsonNode json(String words) {
        assertThat(run(words)).isZero();
        return JsonMapper.shared().readTree(text());
    }

    private int run(String words) {
        out.reset();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                UTF_8,
                false,
                TextStyle.of(false, UTF_8),
                Clock.systemUTC(),
                folder,
                "./audience-sync",
                null,
                name -> null);
        return CommandLineFactory.of(console).execute(words.split(" ", -1));
    }

    private String text() {
        return out.toString(UTF_8);
    }
}
