package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A disk that is full, a home that cannot be one, a store that is damaged: said clearly, and nothing half done counts. */
class MachineTroubleTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions:
              - action: create-or-update-user
                parameters: { user-id: /properties/id, name: /properties/name }
            """;

    /** Room for the store's tables, and not for the export's people. */
    private static final int BLOCKS = 1_500;

    private static final int PEOPLE = 6_000;

    @TempDir
    Path folder;

    private Typed typed;

    @BeforeEach
    void aJob() throws IOException {
        typed = Typed.in(folder);
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
    }

    @Test
    void whereTheDiskIsFullTheRunFailsAndTheNextOneDoesAllOfIt() throws Exception {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < PEOPLE; i++) {
            records.append("{\"_id\":\"" + i + "\",\"properties\":{\"id\":\"P" + i + "\",\"name\":\"" + "n".repeat(100)
                    + "\"}}\n");
        }
        Files.writeString(folder.resolve("a.json"), records);

        Ended full = onAFullDisk("plan nightly --sandbox");

        assertThat(full.exitCode()).as(full.said()).isEqualTo(1);
        assertThat(full.said()).containsIgnoringCase("audience-sync").doesNotContain("\tat ");
        JsonNode plans = typed.json("status --json").path("runs");
        assertThat(plans.path(0).path("status").asString()).isNotEqualTo("PLANNED");
        JsonNode next = typed.json("plan nightly --sandbox --json");
        assertThat(next.path("status").asString()).isEqualTo("PLANNED");
        assertThat(next.path("planned").path("create").intValue()).isEqualTo(PEOPLE);
    }

    @Test
    void aDamagedStoreIsNamedAndLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"_id\":\"1\",\"properties\":{\"id\":\"Ada\"}}\n");
        assertThat(typed.run("run nightly --sandbox")).isZero();
        Path store;
        try (var files = Files.list(folder.resolve(".audience-sync"))) {
            store = files.filter(file -> file.toString().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] damaged = "this is no database ".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        Files.write(store, damaged);

        assertThat(typed.run("run nightly --sandbox")).isEqualTo(1);

        assertThat(typed.errors()).contains("Cannot open the store " + store);
        assertThat(Files.readAllBytes(store)).isEqualTo(damaged);
        assertThat(typed.run("status")).isEqualTo(1);
        assertThat(typed.errors()).contains(store.toString());
    }

    @Test
    void aHomeThatCannotBeOneIsRefusedBeforeAnythingBegins() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"_id\":\"1\",\"properties\":{\"id\":\"Ada\"}}\n");
        Files.writeString(folder.resolve("file"), "");

        assertThat(typed.run("run nightly --sandbox --home file/home")).isEqualTo(2);

        assertThat(typed.errors()).contains(folder.resolve("file/home").toString());
    }

    private record Ended(int exitCode, String said) {}

    /** No file can grow beyond the limit: to a program, that is a disk that is full. */
    private Ended onAFullDisk(String words) throws Exception {
        Path said = Files.createTempFile("said", ".txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + BLOCKS + "; exec \"$0\" -Xshare:auto -XX:TieredStopAtLevel=1 -cp \"$1\" "
                                + AudienceSync.class.getName() + " " + words,
                        java,
                        System.getProperty("java.class.path"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(said));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}
