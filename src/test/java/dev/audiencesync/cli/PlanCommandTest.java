package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private Typed typed;

    @BeforeEach
    void aJobAndItsExport() throws IOException {
        typed = Typed.in(folder, Map.of("TOKEN", "a-token"));
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
        assertThat(typed.run("plan nightly --sandbox")).isZero();

        assertThat(typed.text())
                .contains("PLANNED", "nothing written yet", "Create  10 of 12", "P1", "name: Name 1")
                .contains("not in Intercom as far as is known", "Tag  10 of 12", "joins: audience VIP")
                .contains("nothing speaks against this plan", "apply 1")
                .doesNotContain("Name 11");
    }

    @Test
    void aPlanIsAppliedByItsNumberAndShowsWhatIsLeft() {
        typed.run("plan nightly --sandbox");
        assertThat(typed.run("show 1")).isZero();
        assertThat(typed.text()).contains("nightly", "plan 1", "24 of its changes are still to be done");

        JsonNode applied = typed.json("apply 1 --json");
        assertThat(applied.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(applied.path("applied").path("create").intValue()).isEqualTo(12);

        typed.run("show 1");
        assertThat(typed.text()).contains("0 of its changes are still to be done");
        assertThat(typed.json("run nightly --sandbox --json")
                        .path("applied")
                        .path("create")
                        .intValue())
                .isZero();
    }

    @Test
    void oneOfAnythingIsCalledOne() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"_id\":\"1\",\"properties\":{\"id\":\"P1\"}}\n");
        typed.run("plan nightly --sandbox");
        assertThat(typed.errors())
                .contains("Reading: 1 record, 0 rejected", "Planning 1 person…", "Planning: 1 change,");

        typed.run("show 1");
        assertThat(typed.text()).contains("1 of its changes is still to be done", "1 call");
        typed.run("apply 1");
        assertThat(typed.errors()).contains("Applying 1 change…");
    }

    @Test
    void aLinkToItsFileStaysAndAPipeIsWrittenTo() throws Exception {
        Path file = Files.writeString(folder.resolve("kept.json"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        typed.run("plan nightly --sandbox --out link.json");

        assertThat(link).isSymbolicLink();
        assertThat(JsonMapper.shared().readTree(Files.readString(file)).path("changes"))
                .hasSize(24);

        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(pipe));
        typed.run("show 1 --out pipe");

        assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo(Files.readString(file));
    }

    private static String read(Path pipe) {
        try {
            return Files.readString(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theWholePlanGoesToAFileThatOnlyItsOwnerReads() throws IOException {
        JsonNode summary = typed.json("plan nightly --sandbox --json --out plan.json");
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
        assertThat(typed.json("show 1 --json").path("changes")).hasSize(24);
    }

    @Test
    void markdownIsForAPullRequest() {
        assertThat(typed.run("plan nightly --sandbox --markdown")).isZero();

        assertThat(typed.text())
                .startsWith("### Plan 1 of `nightly`")
                .contains("| create | update | tag | untag | unchanged |", "| 12 | 0 | 12 | 0 | 0 |", "… and 2 more");
        assertThat(typed.run("plan nightly --sandbox --markdown --json")).isEqualTo(2);
    }

    @Test
    void aNumberThatIsNoPlanIsAUsageError() {
        assertThat(typed.run("apply 7 --sandbox")).isEqualTo(2);
        assertThat(typed.run("show 7")).isEqualTo(2);
        assertThat(typed.run("apply seven")).isEqualTo(2);
    }

    @Test
    void whatIsLetPassHasToBeThere() {
        assertThat(typed.run("run nightly --sandbox --allow nothing")).isEqualTo(2);
        assertThat(typed.errors()).contains("no such guard", "untags", "people");
        assertThat(typed.run("run nightly --sandbox --allow empty-snapshot")).isEqualTo(2);
        assertThat(typed.errors()).contains("cannot be overridden");
        assertThat(typed.run("run nightly --sandbox --allow-untags VIP")).isEqualTo(2);
        assertThat(typed.errors()).contains("VIP=812");
    }

    @Test
    void listShowsEachJobWithItsLastRun() throws IOException {
        Files.writeString(folder.resolve("jobs/other.yml"), JOB.replace("name: nightly", "name: other"));
        Files.writeString(folder.resolve("jobs/broken.yml"), "name: broken\n");
        typed.run("plan nightly --sandbox");

        assertThat(typed.run("list")).isZero();
        assertThat(typed.text()).contains("nightly", "PLANNED", "other: has not run yet", "broken: cannot be run");
        JsonNode jobs = typed.json("list --json").path("jobs");
        assertThat(jobs).hasSize(3);
        assertThat(jobs.path(1).path("last").path("status").asString()).isEqualTo("PLANNED");
        assertThat(jobs.path(2).path("last").isNull()).isTrue();
    }

    @Test
    void quietSaysNothingOnStandardOutputOfWhatWentWell() {
        typed.run("plan nightly --sandbox");

        for (String words : List.of(
                "plan nightly --sandbox --quiet",
                "plan nightly --sandbox --quiet --markdown",
                "apply 1 --quiet",
                "run nightly --sandbox --quiet",
                "status --quiet",
                "status nightly --quiet",
                "status 1 --quiet",
                "status --quiet --home empty",
                "show 1 --quiet",
                "list --quiet")) {
            assertThat(typed.run(words)).as(words).isZero();
            assertThat(typed.text()).as(words).isEmpty();
            assertThat(typed.errors()).as(words).isEmpty();
        }
        assertThat(typed.run("status 99 --quiet")).isEqualTo(2);
        assertThat(typed.errors()).contains("There is no run 99");
    }

    @Test
    void theObjectOfJsonIsPrintedThoughQuiet() {
        typed.run("plan nightly --sandbox");

        assertThat(typed.json("status --quiet --json").path("runs")).hasSize(1);
        assertThat(typed.json("show 1 --quiet --json").path("changes")).hasSize(24);
        assertThat(typed.json("list --quiet --json").path("jobs")).hasSize(1);
    }

    @Test
    void anIntercomThatCannotBeReachedIsNamedByItsAddressWithWhatToDo() throws IOException {
        Files.writeString(
                folder.resolve("jobs/nightly.yml"),
                JOB + "intercom: { access-token: '${TOKEN}', attempts: 1, ride-out: 0s }\n");
        int port;
        try (ServerSocket nobodyListens = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobodyListens.getLocalPort();
        }

        assertThat(typed.run("run nightly --intercom-base-url http://127.0.0.1:" + port))
                .isEqualTo(1);

        assertThat(typed.errors())
                .contains(
                        "Intercom cannot be reached at http://127.0.0.1:" + port, "nothing listens there", "try again")
                .doesNotContain("Exception", "a-token");
    }
}
