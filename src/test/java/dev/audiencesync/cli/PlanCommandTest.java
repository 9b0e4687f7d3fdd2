package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code plan}, {@code apply}, {@code show} and {@code list} as their operator sees them. */
class PlanCommandTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            actions:
              - action: create-or-update-user
                parameters: { user-id: /properties/id, name: /properties/name }
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aJobAndItsExport() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            records.append("{\"_id\":\"" + i + "\",\"properties\":{\"id\":\"P" + i + "\",\"name\":\"Name " + i
                    + "\"},\"audiences\":[\"VIP\"]}\n");
        }
        Files.writeString(folder.resolve("a.json"), records.toString());
    }

    @Test
    void aPlanShowsTenOfEachKindWithReasonsAndFieldsAndTheVerdict() {
        assertThat(run("plan nightly --sandbox")).isZero();

        assertThat(text())
                .contains("PLANNED", "nothing written yet", "Create  10 of 12", "P1", "name: Name 1")
                .contains("not in Intercom as far as is known", "Tag  10 of 12", "joins: audience VIP")
                .contains("nothing speaks against this plan", "apply 1")
                .doesNotContain("Name 11");
    }

    @Test
    void aPlanIsAppliedByItsNumberAndShowsWhatIsLeft() {
        run("plan nightly --sandbox");
        assertThat(run("show 1")).isZero();
        assertThat(text()).contains("nightly", "plan 1", "24 of its changes are still to be done");

        JsonNode applied = json("apply 1 --json");
        assertThat(applied.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(applied.path("applied").path("create").intValue()).isEqualTo(12);

        run("show 1");
        assertThat(text()).contains("0 of its changes are still to be done");
        assertThat(json("run nightly --sandbox --json")
                        .path("applied")
                        .path("create")
                        .intValue())
                .isZero();
    }

    @Test
    void theWholePlanGoesToAFileThatOnlyItsOwnerReads() throws IOException {
        JsonNode summary = json("plan nightly --sandbox --json --out plan.json");
        Path file = folder.resolve("plan.json");

        assertThat(summary.path("planFile").asString()).isEqualTo(file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        JsonNode plan = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(plan.path("plan").longValue()).isEqualTo(1);
        assertThat(plan.path("changes")).hasSize(24);
        assertThat(plan.path("changes").path(0).path("userId").asString()).isEqualTo("P1");
        assertThat(plan.path("changes").path(0).path("fields").path("name").asString())
                .isEqualTo("Name 1");
        assertThat(plan.path("changes").path(0).path("file").asString()).endsWith("a.json");
        assertThat(json("show 1 --json").path("changes")).hasSize(24);
    }

    @Test
    void markdownIsForAPullRequest() {
        assertThat(run("plan nightly --sandbox --markdown")).isZero();

        assertThat(text())
                .startsWith("### Plan 1 of `nightly`")
                .contains("| create | update | tag | untag | unchanged |", "| 12 | 0 | 12 | 0 | 0 |", "… and 2 more");
        assertThat(run("plan nightly --sandbox --markdown --json")).isEqualTo(2);
    }

    @Test
    void aNumberThatIsNoPlanIsAUsageError() {
        assertThat(run("apply 7 --sandbox")).isEqualTo(2);
        assertThat(run("show 7")).isEqualTo(2);
        assertThat(run("apply seven")).isEqualTo(2);
    }

    @Test
    void whatIsLetPassHasToBeThere() {
        assertThat(run("run nightly --sandbox --allow nothing")).isEqualTo(2);
        assertThat(text(err)).contains("no such guard", "untags", "people");
        assertThat(run("run nightly --sandbox --allow empty-snapshot")).isEqualTo(2);
        assertThat(text(err)).contains("cannot be overridden");
        assertThat(run("run nightly --sandbox --allow-untags VIP")).isEqualTo(2);
        assertThat(text(err)).contains("VIP=812");
    }

    @Test
    void listShowsEachJobWithItsLastRun() throws IOException {
        Files.writeString(folder.resolve("jobs/other.yml"), JOB.replace("name: nightly", "name: other"));
        Files.writeString(folder.resolve("jobs/broken.yml"), "name: broken\n");
        run("plan nightly --sandbox");

        assertThat(run("list")).isZero();
        assertThat(text()).contains("nightly", "PLANNED", "other: has not run yet", "broken: cannot be run");
        JsonNode jobs = json("list --json").path("jobs");
        assertThat(jobs).hasSize(3);
        assertThat(jobs.path(1).path("last").path("status").asString()).isEqualTo("PLANNED");
        assertThat(jobs.path(2).path("last").isNull()).isTrue();
    }

    private int run(String words) {
        out.reset();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
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

    private JsonNode json(String words) {
        run(words);
        return JsonMapper.shared().readTree(text());
    }

    private String text() {
        return text(out);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
