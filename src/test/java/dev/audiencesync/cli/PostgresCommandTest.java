package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands on a store in PostgreSQL, as their operator sees them. */
class PostgresCommandTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions: [ { action: create-or-update-user, parameters: { user-id: /properties/id } } ]
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Typed typed;

    @BeforeEach
    void aJobAndItsExport() throws IOException {
        typed = Typed.in(folder, environment);
        environment.put("SPRING_DATASOURCE_URL", PostgresServer.url());
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        Files.writeString(
                folder.resolve("a.json"),
                """
                {"_id": "1", "properties": {"id": "Ada"}}
                {"_id": "2", "properties": {"id": "Bo"}}
                """);
    }

    @Test
    void runsPlansAndStatusWorkThere() {
        assertThat(json("run nightly --sandbox --json")
                        .path("applied")
                        .path("create")
                        .intValue())
                .isEqualTo(2);
        assertThat(typed.run("status")).isZero();
        assertThat(typed.text()).contains("nightly", "COMPLETED");
        assertThat(json("plan nightly --sandbox --json").path("status").stringValue())
                .isEqualTo("PLANNED");
        assertThat(typed.run("apply 2")).isZero();
        assertThat(typed.run("show 2")).isZero();
        assertThat(typed.run("list")).isZero();
        assertThat(typed.text()).contains("nightly");
        assertThat(folder.resolve(".audience-sync/store.mv.db")).doesNotExist();
        assertThat(folder.resolve(".audience-sync/runs/1/report.json")).exists();
    }

    @Test
    void theSandboxesOfTwoHomesAreTwoWorkspaces() {
        JsonNode first = json("run nightly --sandbox --json --home one");
        JsonNode second = json("run nightly --sandbox --json --home two");
        JsonNode again = json("run nightly --sandbox --json --home one");

        assertThat(second.path("applied").path("create").intValue())
                .as("what one holds the other does not")
                .isEqualTo(2);
        assertThat(second.path("workspace")).isNotEqualTo(first.path("workspace"));
        assertThat(again.path("workspace")).isEqualTo(first.path("workspace"));
        assertThat(again.path("calls").intValue())
                .isLessThan(first.path("calls").intValue());
    }

    @Test
    void whatIsNotThereIsLookedForInTheDatabaseAndItsAddressIsNotSaid() {
        for (String words : new String[] {"status 7", "restart", "show 7", "apply 7"}) {
            assertThat(typed.run(words)).as(words).isEqualTo(2);
            assertThat(typed.errors())
                    .as(words)
                    .contains("the database that SPRING_DATASOURCE_URL names")
                    .doesNotContain("jdbc:");
        }
        environment.put("SPRING_DATASOURCE_URL", PostgresServer.url());
        assertThat(typed.run("status")).isZero();
        assertThat(typed.text()).isEqualTo("No runs yet in the database that SPRING_DATASOURCE_URL names\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/store?password=s3cret",
                "jdbc:h2:file:/srv/store;PASSWORD=s3cret",
                "jdbc:postgresql://db:s3cret/store",
                "s3cret"
            })
    void anAddressOfNoUseIsExit2BeforeAnythingIsMadeAndNeverSaid(String url) {
        environment.put("SPRING_DATASOURCE_URL", url);
        for (String words : new String[] {
            "run nightly --sandbox --json",
            "plan nightly --sandbox --json",
            "apply 1 --json",
            "restart --json",
            "retry-rejects 1 --json",
            "status --json",
            "list --json",
            "show 1 --json",
            "rejects 1 --json"
        }) {
            assertThat(typed.run(words)).as(words).isEqualTo(2);
            JsonNode error = JsonMapper.shared().readTree(typed.text());
            assertThat(error.path("error").stringValue())
                    .contains("SPRING_DATASOURCE_URL", "H2")
                    .containsIgnoringCase("postgresql")
                    .doesNotContain("s3cret", "mysql");
            assertThat(error.path("exitCode").intValue()).isEqualTo(2);
            assertThat(typed.errors()).doesNotContain("s3cret");
        }
        assertThat(folder.resolve(".audience-sync")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsAwayIsExit1() {
        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/store?password=s3cret");
        for (String words : new String[] {"run nightly --sandbox", "status"}) {
            assertThat(typed.run(words)).as(words).isEqualTo(1);
            assertThat(typed.errors())
                    .contains(
                            "Cannot open the PostgreSQL database that SPRING_DATASOURCE_URL names",
                            "Check that it runs")
                    .doesNotContain("s3cret", "jdbc:");
        }
    }

    private JsonNode json(String words) {
        assertThat(typed.run(words)).as(typed::errors).isZero();
        return JsonMapper.shared().readTree(typed.text());
    }
}
