package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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

    private Typed typed;

    @BeforeEach
    void aJobAndItsExport() throws IOException {
        typed = Typed.in(folder);
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
        assertThat(typed.run("run nightly --sandbox --only Ada --only Zoe")).isZero();
        assertThat(typed.text())
                .contains("A canary run, only for Ada, Zoe.", "No record of this run is about Zoe", "next run");

        assertThat(typed.run("status")).isZero();
        assertThat(typed.text()).contains("A canary run, only for Ada, Zoe.");

        assertThat(typed.run("run nightly --sandbox")).isZero();
        assertThat(typed.text()).doesNotContain("canary");
        JsonNode runs = typed.json("status --json").path("runs");
        assertThat(runs.path(0).path("planned").path("create").intValue()).isEqualTo(2);
        assertThat(runs.path(1).path("planned").path("create").intValue()).isEqualTo(1);
    }

    @Test
    void jsonIsWhatItIsForEveryRun() {
        JsonNode canary = typed.json("run nightly --sandbox --limit 2 --json");
        JsonNode whole = typed.json("run nightly --sandbox --json");

        assertThat(canary.propertyNames()).containsExactlyElementsOf(whole.propertyNames());
        assertThat(canary.path("applied").path("create").intValue()).isEqualTo(2);
        assertThat(whole.path("applied").path("create").intValue()).isEqualTo(1);
    }
}
