package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.ledger.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several look, again and again, as runs begin, work and end. */
@Timeout(120)
class StatusBesideRunsTest {
    private static final int LOOKERS = 3;
    private static final int RUNS = 6;
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions: [ { action: create-or-update-user, parameters: { user-id: /properties/id } } ]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void statusWorksThroughoutAndNoRunMinds(TestDatabase database) throws Exception {
        Map<String, String> environment =
                database == TestDatabase.H2 ? Map.of() : Map.of("SPRING_DATASOURCE_URL", PostgresServer.url());
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> lookers = new ArrayList<>();
        for (int looker = 0; looker < LOOKERS; looker++) {
            String words = looker == 0 ? "status" : "status nightly --json";
            lookers.add(CompletableFuture.supplyAsync(() -> look(words, environment, over)));
        }
        try {
            for (int run = 1; run <= RUNS; run++) {
                run(run, environment);
            }
        } finally {
            over.set(true);
        }
        for (CompletableFuture<Integer> looker : lookers) {
            assertThat(looker.get(60, TimeUnit.SECONDS)).isPositive();
        }
    }

    private void run(int number, Map<String, String> environment) throws IOException {
        Files.writeString(
                folder.resolve(number + ".json"), "{\"_id\": \"1\", \"properties\": {\"id\": \"p" + number + "\"}}");
        Typed typed = Typed.in(folder, environment);
        assertThat(typed.run("run nightly --sandbox")).as(typed::errors).isZero();
    }

    /** Returns how often it looked. */
    private int look(String words, Map<String, String> environment, AtomicBoolean over) {
        Typed typed = Typed.in(folder, environment);
        int looks = 0;
        while (!over.get()) {
            assertThat(typed.run(words)).as(typed::errors).isZero();
            looks++;
        }
        return looks;
    }
}
