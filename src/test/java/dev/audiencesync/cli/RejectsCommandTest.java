package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rejects} and {@code retry-rejects} as their operator sees them. */
class RejectsCommandTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: /properties/id
                  email: /properties/email
                  custom-attributes: { plan: /properties/plan }
            """;

    @TempDir
    Path folder;

    private Typed typed;

    @BeforeEach
    void aRunThatWasRefusedTwoPeople() throws IOException {
        typed = Typed.in(folder);
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        export("a.json", "5");
        assertThat(typed.run("run nightly --sandbox")).isEqualTo(3);
    }

    /** @param plan as JSON; Intercom refuses a number for the text */
    private void export(String file, String plan) throws IOException {
        Files.writeString(
                folder.resolve(file),
                """
                {"_id": "1", "properties": {"id": "Ada", "plan": "gold"}}
                {"_id": "2", "properties": {"id": "Bo", "plan": %s}}
                {"_id": "3", "properties": {"id": "Cy", "email": "none"}}
                """
                        .formatted(plan));
    }

    @Test
    void eachIsShownWithWhatWhyAndWhere() {
        assertThat(typed.run("rejects 1")).isZero();

        assertThat(typed.text())
                .contains("Run 1 of nightly: 2 rejected", "1 × invalid_email", "Bo  create", "a.json:2", "Cy  read")
                .contains("./audience-sync retry-rejects 1");
        JsonNode rejects = typed.json("rejects 1 --json").path("rejects");
        assertThat(rejects).hasSize(2);
        assertThat(rejects.path(0).path("person").asString()).isEqualTo("Cy");
        assertThat(rejects.path(1).path("change").asString()).isEqualTo("create");
        assertThat(rejects.path(1).path("standingSince").isNull()).isTrue();
    }

    @Test
    void whoeverAppliesAPlanIsToldOfAsManyAsWhoeverRunsTheJob() {
        assertThat(typed.text()).contains(" · 2 rejected\n", "Rejects     2 people · 1 record of the export refused\n");

        typed.run("plan nightly --sandbox --home other");
        assertThat(typed.text()).contains("Rejects     1 person · 1 record of the export refused\n");
        assertThat(typed.run("apply 1 --home other")).isEqualTo(3);
        assertThat(typed.text()).contains(" · 2 rejected\n", "Rejects     2 people · 1 record of the export refused\n");
    }

    @Test
    void scriptsAreToldWhomEachCommandWasRefused() {
        assertThat(rejected("run nightly --sandbox --json --home one")).isEqualTo(2);
        assertThat(rejected("plan nightly --sandbox --json --home other")).isEqualTo(1);
        assertThat(rejected("apply 1 --json --home other")).isEqualTo(1);
        assertThat(rejected("apply 1 --json --home other")).isZero();
    }

    private int rejected(String words) {
        return typed.json(words).path("rejected").intValue();
    }

    @Test
    void whatStandsIsNamedInTheSummaryAndListed() throws IOException {
        export("b.json", "5");

        assertThat(typed.run("run nightly --sandbox")).isZero();
        assertThat(typed.text())
                .contains("Standing", "2 refused before", "`./audience-sync rejects 2`")
                .doesNotContain(" · 1 rejected");
        typed.run("rejects 2");
        assertThat(typed.text()).contains("stands since run 1, not tried again");
        JsonNode report = JsonMapper.builder()
                .build()
                .readTree(Files.readString(folder.resolve(".audience-sync/runs/2/report.json")));
        assertThat(report.path("standing").path("people").asLong()).isEqualTo(2);
        assertThat(report.path("standing").path("first"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.path("since").asLong()).isEqualTo(1));
        assertThat(folder.resolve(".audience-sync/runs/2/rejects.jsonl")).doesNotExist();
    }

    @Test
    void retryingIsARunOfItsOwnForThoseWhomIntercomRefused() {
        assertThat(typed.run("retry-rejects 1")).isEqualTo(3);

        assertThat(typed.text())
                .contains("run 2", "Another try of what was refused, for 1 person.")
                .doesNotContain("Cy", "Bo");
        assertThat(typed.run("status 2")).isZero();
        assertThat(typed.text()).contains("Another try of what was refused");
    }

    @Test
    void aRunThatIsNotThereOrWasRefusedNobodyIsAUsageError() throws IOException {
        assertThat(typed.run("rejects 7")).isEqualTo(2);
        assertThat(typed.run("retry-rejects 7")).isEqualTo(2);
        export("b.json", "\"silver\"");
        typed.run("run nightly --sandbox");
        assertThat(typed.run("retry-rejects 2")).isEqualTo(2);
        assertThat(typed.errors()).contains("refused nothing that could be tried again");
    }
}
