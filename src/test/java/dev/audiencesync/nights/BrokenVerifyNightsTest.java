package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What verifying makes of streams, of the old API, and of runs that break, its own and others'. */
class BrokenVerifyNightsTest {
    private static final JobSpec STREAM =
            JobSpec.stream("stream").tag("VIP", "VIP").attribute("plan");
    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP").at(1_000);
    private static final Visitor BO =
            Visitor.user("Bo").named("Bo").with("plan", "gold").in().at(1_000);

    @TempDir
    Path root;

    private NightWorld world;

    @AfterEach
    void close() {
        world.close();
    }

    private void begin(JobSpec job, String verify) {
        world = NightWorld.in(root);
        world.define(job, job.yaml() + "verify: " + verify + "\n");
        world.nightWith("first.json", job, ADA, BO);
        world.assertAsModelled();
        world.later(Duration.ofDays(1));
    }

    private void edit(String person, String name) {
        world.sandbox().manually().edit(world.idOf(person), Map.of("name", name));
    }

    private static List<Long> counts(RunSummary night) {
        RunSummary.Found drift = night.details().drift().found();
        return List.of(drift.fields(), drift.untagged(), drift.tagged(), drift.gone(), drift.merged());
    }

    private String nameOf(String person) {
        return world.held().stream()
                .filter(contact -> person.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @ParameterizedTest
    @CsvSource({"2.16, 1", "2.10, 1", "1.4, 2"})
    void aStreamPutsTagsOnAtOnceAndSendsFieldsWithTheNextRecord(String version, long calls) {
        JobSpec job = STREAM.version(version);
        begin(job, "{ on-drift: restore }");
        edit("Ada", "Countess");
        world.sandbox().manually().untag(world.idOf("Ada"), "VIP");

        RunSummary night = world.verify(job);

        assertThat(counts(night)).isEqualTo(List.of(1L, 1L, 0L, 0L, 0L));
        assertThat(night.details().drift().found().calls()).isEqualTo(calls);
        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(nameOf("Ada")).isEqualTo("Countess");
        assertThat(counts(world.verify(job))).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
        world.nightWith("second.json", job, ADA.at(2_000));
        world.assertAsModelled();
        assertThat(counts(world.verify(job))).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16", "1.4"})
    void whoeverWasDeletedOrMergedIsFoundByEitherApi(String version) {
        JobSpec job = STREAM.version(version);
        begin(job, "{ on-drift: report }");
        world.sandbox().manually().delete(world.idOf("Bo"));

        assertThat(counts(world.verify(job))).isEqualTo(List.of(0L, 0L, 0L, 1L, 0L));
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aListingThatFailsHasVerifiedNothing() {
        begin(STREAM, "{ every: 7d }");
        world.later(Duration.ofDays(6));
        edit("Ada", "Countess");
        world.sandbox().faults().answer("contacts", 403);
        assertThat(world.run(STREAM).status()).isEqualTo(RunStatus.FAILED);
        world.sandbox().faults().clear();
        world.later(Duration.ofDays(1));

        RunSummary night = world.restart(STREAM);

        assertThat(counts(night)).isEqualTo(List.of(1L, 0L, 0L, 0L, 0L));
        world.later(Duration.ofDays(7).minusMinutes(30));
        assertThat(world.run(STREAM).details().drift()).isNull();
        world.later(Duration.ofMinutes(30));
        assertThat(world.run(STREAM).details().drift()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"restore, PLAN", "respect, PLAN", "restore, APPLY", "respect, APPLY"})
    void wheneverTheRunIsKilledItEndsAsIfItHadNotBeen(String choice, Progress.Phase where) {
        begin(STREAM, "{ on-drift: " + choice + " }");
        boolean broken = true;
        for (int point = 1; broken; point++) {
            edit("Ada", "Countess " + point);
            world.sandbox().manually().untag(world.idOf("Ada"), "VIP");
            world.sandbox().manually().tag(world.idOf("Bo"), "VIP");
            broken = breaks(where, point);
            if (broken) {
                world.restart(STREAM);
            }
            assertThat(counts(world.verify(STREAM))).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
            boolean restores = choice.equals("restore");
            assertThat(tagsOf("Ada").contains("vip")).isEqualTo(restores);
            assertThat(tagsOf("Bo")).contains("vip");
            world.nightWith("n" + point + ".json", STREAM, ADA.in().at(3_000 + 10 * point), BO.at(3_000 + 10 * point));
            world.nightWith("m" + point + ".json", STREAM, ADA.at(3_005 + 10 * point), BO.at(3_005 + 10 * point));
            assertThat(tagsOf("Ada")).contains("vip");
            world.later(Duration.ofHours(2));
        }
    }

    private Set<String> tagsOf(String person) {
        return world.held().stream()
                .filter(contact -> person.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }

    private boolean breaks(Progress.Phase where, int point) {
        return world.verify(STREAM, world.breaking(where, point), new StopSignal())
                        .status()
                == RunStatus.FAILED;
    }

    @Test
    void whatAnUnfinishedRunOfAnotherJobMayHaveSentIsNoDrift() {
        begin(STREAM, "{ on-drift: restore }");
        JobSpec other = JobSpec.stream("other").tag("VIP", "Blue").attribute("plan");
        world.addExport(
                other,
                "a.json",
                BO.with("plan", "pro").in("Blue"),
                Visitor.user("Di").in("Blue"));
        assertThat(world.run(other, world.breaking(Progress.Phase.APPLY, 2)).status())
                .isEqualTo(RunStatus.FAILED);
        assertThat(tagsOf("Bo")).contains("vip");

        assertThat(counts(world.verify(STREAM))).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
        world.restart(other);
        assertThat(counts(world.verify(STREAM))).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
    }

    @Test
    void whatFailedLastTimeIsNoDrift() {
        begin(STREAM, "{ on-drift: report }");
        world.sandbox().faults().answer("VIP", 500);
        world.addExport(
                STREAM,
                "b.json",
                BO.in("VIP").named("Bob").at(2_000),
                ADA.named("Ada L").at(2_000));
        world.run(STREAM);
        world.sandbox().faults().clear();

        assertThat(counts(world.verify(STREAM)).subList(0, 3)).isEqualTo(List.of(0L, 0L, 0L));
    }

    @Test
    void whatAListSaysOfWhomARunWroteToLatelyIsAskedForOnceMore() {
        begin(STREAM, "{ on-drift: report }");
        edit("Ada", "Countess");
        world.verify(STREAM);
        assertThat(world.spent().calls(CallKind.GET_CONTACT)).isZero();

        world.nightWith("second.json", STREAM, ADA.with("plan", "pro").at(2_000));
        assertThat(counts(world.verify(STREAM))).isEqualTo(List.of(1L, 0L, 0L, 0L, 0L));
        assertThat(world.spent().calls(CallKind.GET_CONTACT)).isEqualTo(1);
        assertThat(world.spent().calls(CallKind.LIST_CONTACTS)).isEqualTo(1);
    }
}
