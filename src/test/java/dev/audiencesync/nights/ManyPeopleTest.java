package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.StatusJson;
import dev.audiencesync.report.SummaryJson;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that overlap, and what scripts read of the run. */
class ManyPeopleTest {
    private static final JobSpec JOB =
            JobSpec.snapshot("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path root;

    @Test
    void callsThatOverlapLoseAndDoubleNobody() {
        SandboxOptions slow = SandboxOptions.defaults().withLatency(Duration.ofMillis(5), Duration.ofMillis(20));
        try (NightWorld world = NightWorld.in(root, slow)) {
            RunSummary first = world.night(JOB, people(0, 300));

            world.assertAsModelled();
            assertThat(first.applied()).isEqualTo(new RunSummary.Applied(300, 0, 250, 0));
            assertThat(world.spent().calls(CallKind.TAG_BULK)).as("by fifties").isEqualTo(5);
            assertThat(world.spent().calls(CallKind.LIST_CONTACTS)).isEqualTo(1);
            assertThat(world.spent().calls(CallKind.SEARCH_CONTACTS)).isZero();

            RunSummary second = world.night(JOB, people(20, 320));
            world.assertAsModelled();
            assertThat(world.spent().created()).isEqualTo(20);
            assertThat(second.applied().untag()).isEqualTo(world.spent().untagged());
            assertSameFigures(second, world);
        }
    }

    /** Every third is VIP and every other is Gold. */
    private static Visitor[] people(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number ->
                        Visitor.user("P" + number).in(audiences(number).toArray(String[]::new)))
                .toArray(Visitor[]::new);
    }

    private static List<String> audiences(int number) {
        return IntStream.of(2, 3)
                .filter(divisor -> number % divisor == 0)
                .mapToObj(divisor -> divisor == 2 ? "Gold" : "VIP")
                .toList();
    }

    private static void assertSameFigures(RunSummary summary, NightWorld world) {
        JsonNode json = JSON.readTree(SummaryJson.render(summary));
        JsonNode row = JSON.readTree(StatusJson.render(
                        List.of(world.statusOf(summary.run())), List.of(), new FollowUp("audience-sync", List.of())))
                .get("runs")
                .get(0);
        for (String key : List.of("job", "run", "workspace", "status", "exitCode", "people", "planned", "applied")) {
            assertThat(row.get(key)).as(key).isEqualTo(json.get(key));
        }
        assertThat(json.get("calls").asLong()).isEqualTo(world.spent().total());
        assertThat(json.get("records").get("read").asLong()).isEqualTo(300);
        assertThat(row.get("open").asLong()).isZero();
    }
}
