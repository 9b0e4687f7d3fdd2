package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --verify} as its operator sees it. */
class VerifyCommandTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            intercom: { access-token: '${TOKEN}' }
            actions:
              - action: create-or-update-user
                parameters: { user-id: /properties/id, name: /properties/name }
            """;

    @TempDir
    Path folder;

    private Typed typed;
    private Sandbox sandbox;
    private String there;

    @BeforeEach
    void aJobThatHasRun() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        there = " --intercom-base-url " + sandbox.baseUrl();
        typed = Typed.in(folder, new HashMap<>(Map.of("TOKEN", "any")));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        Files.writeString(
                folder.resolve("a.json"),
                """
                {"_id": "1", "properties": {"id": "Ada", "name": "Ada"}}
                {"_id": "2", "properties": {"id": "Bo", "name": "Bo"}}
                """);
        assertThat(typed.run("run nightly" + there)).isZero();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theSummarySaysWhatWasFoundAndNamesNobody() {
        sandbox.manually().edit(idOf("Ada"), Map.of("name", "Countess"));

        assertThat(typed.run("plan nightly --verify" + there)).isZero();

        assertThat(typed.text())
                .contains(
                        "Drift       2 contacts compared in ",
                        "1 field edited",
                        "nothing is done about it (`on-drift: report`)",
                        "drift.jsonl")
                .doesNotContain("Countess", "Ada");
    }

    @Test
    void aVerifiedRunIsShownWithWhatWasFoundAndWhatBecameOfIt() throws IOException {
        edited("Ada");
        define("restore");
        typed.run("plan nightly --verify" + there);
        assertThat(shown(2))
                .contains("Drift  2 contacts compared in ", "1 field edited")
                .contains("1 of the plan's changes writes again what the job wrote, 0 of them done");
        typed.run("apply 2" + there);
        assertThat(shown(2))
                .contains("writes again what the job wrote, 1 of them done")
                .doesNotContain("taken over");

        edited("Bo");
        define("respect");
        typed.run("run nightly --verify" + there);
        assertThat(shown(3)).contains("1 field edited", "1 taken over as it stands in Intercom");
        typed.run("show 3 --markdown");
        assertThat(typed.text())
                .contains(
                        "Drift: 2 contacts compared in 2 calls; 1 field edited; 1 taken over as it stands in Intercom.");

        edited("Ada");
        define("report");
        typed.run("run nightly --verify" + there);
        assertThat(shown(4)).contains("1 field edited", "none of the plan's changes is about it");
        typed.run("run nightly" + there);
        assertThat(shown(5)).doesNotContain("Drift");
    }

    private void edited(String externalId) {
        sandbox.manually().edit(idOf(externalId), Map.of("name", "Countess " + externalId));
    }

    private void define(String onDrift) throws IOException {
        Files.writeString(
                folder.resolve("jobs/nightly.yml"),
                JOB.replace("mode: stream", "mode: snapshot, complete: true") + "verify: { on-drift: " + onDrift
                        + " }\n");
    }

    private String shown(int run) {
        assertThat(typed.run("show " + run)).isZero();
        return typed.text();
    }

    @Test
    void jsonHasTheFiguresOfARunThatVerifies() {
        assertThat(typed.json("run nightly --json" + there).has("drift")).isFalse();

        JsonNode drift = typed.json("run nightly --verify --json" + there).path("drift");

        assertThat(drift.propertyNames())
                .containsExactly(
                        "contacts", "calls", "fields", "untagged", "tagged", "gone", "merged", "onDrift", "file");
        assertThat(drift.path("contacts").intValue()).isEqualTo(2);
        assertThat(drift.path("file").isNull()).isTrue();
    }

    private String idOf(String externalId) {
        return sandbox.contacts().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
