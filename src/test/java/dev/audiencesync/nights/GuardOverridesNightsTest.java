package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lets a plan pass the guard: for how much, for which plan, and who did it. */
class GuardOverridesNightsTest extends NightFixture {
    private static final JobSpec JOB =
            JobSpec.snapshot("members").tag("VIP", "VIP").tag("Gold", "VIP");
    private static final JobSpec VIP_ONLY = JobSpec.snapshot("members").tag("VIP", "VIP");

    @ParameterizedTest
    @ValueSource(longs = {29, 31})
    void anyOtherNumberThanTheExactOneDoesNotPass(long number) {
        vips(VIP_ONLY, 120);
        export(VIP_ONLY, 90);

        RunSummary guarded = world.run(VIP_ONLY, untags(Map.of("VIP", number)));

        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(world.spent().writes()).isZero();
        assertThat(allowed("allowed_with")).isEmpty();
    }

    @Test
    void theExactNumberPassesOnRun() {
        vips(VIP_ONLY, 120);
        export(VIP_ONLY, 90);

        RunSummary run = world.run(VIP_ONLY, untags(Map.of("vip", 30L)));

        assertThat(run.exitCode()).isZero();
        assertThat(run.applied().untag()).isEqualTo(30);
    }

    @ParameterizedTest
    @EnumSource(value = Progress.Phase.class, names = "APPLY", mode = EnumSource.Mode.EXCLUDE)
    void whatARunLetsPassHoldsForItsRestart(Progress.Phase where) {
        vips(JOB, 120);
        export(JOB, 90);
        world.letPass(GuardName.UNTAGS);
        assertThat(world.run(JOB, world.breaking(where, 1)).exitCode()).isEqualTo(1);

        RunSummary restarted = world.restart(JOB);

        assertThat(restarted.exitCode()).isZero();
        assertThat(restarted.applied().untag()).isEqualTo(60);
        assertThat(allowed("allowed_with")).containsExactlyInAnyOrder("--allow untags", "--allow untags");
    }

    @ParameterizedTest
    @EnumSource(value = Progress.Phase.class, names = "APPLY", mode = EnumSource.Mode.EXCLUDE)
    void soDoesAnExactNumber(Progress.Phase where) {
        vips(VIP_ONLY, 120);
        export(VIP_ONLY, 90);
        world.letPass(untags(Map.of("VIP", 30L)));
        assertThat(world.run(VIP_ONLY, world.breaking(where, 1)).exitCode()).isEqualTo(1);

        assertThat(world.restart(VIP_ONLY).applied().untag()).isEqualTo(30);
    }

    @Test
    void theExactNumberPassesOnApplyAndAnotherDoesNot() {
        vips(VIP_ONLY, 120);
        export(VIP_ONLY, 90);
        RunSummary plan = world.plan(VIP_ONLY);
        assertThat(plan.exitCode()).isEqualTo(4);

        assertThat(apply(VIP_ONLY, plan, untags(Map.of("VIP", 31L))).exitCode()).isEqualTo(4);
        assertThat(world.spent().writes()).isZero();

        RunSummary applied = apply(VIP_ONLY, plan, untags(Map.of("VIP", 30L)));
        assertThat(applied.exitCode()).isZero();
        assertThat(applied.applied().untag()).isEqualTo(30);
    }

    @Test
    void theNumberOfOneTagIsNotForAnother() {
        vips(JOB, 120);
        export(JOB, 90);

        RunSummary guarded = world.run(JOB, untags(Map.of("VIP", 30L)));

        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(guarded.guard()).anyMatch(finding -> finding.contains("The tag Gold"));
        assertThat(world.spent().writes()).isZero();
        assertThat(world.run(JOB, untags(Map.of("VIP", 30L, "Gold", 30L))).exitCode())
                .isZero();
    }

    @Test
    void aGuardThatIsAllowedLetsNoOtherPass() {
        vips(VIP_ONLY, 120);
        world.export(VIP_ONLY, "visitors.json", people(90, visitor -> visitor.in("VIP")));

        RunSummary guarded = world.run(VIP_ONLY, guards(GuardName.PEOPLE));

        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(guarded.guard()).hasSize(2).anyMatch(finding -> finding.contains("30 of 120 members"));
        assertThat(world.spent().writes()).isZero();
        assertThat(world.run(VIP_ONLY, new Allowances(Map.of("VIP", 30L), Set.of(GuardName.PEOPLE)))
                        .exitCode())
                .isZero();
    }

    @Test
    void aGuardIsAllowedOnApplyToo() {
        world.night(VIP_ONLY, people(120, UnaryOperator.identity()));
        world.export(VIP_ONLY, "visitors.json", people(90, visitor -> visitor.named("New")));
        RunSummary plan = world.plan(VIP_ONLY);
        assertThat(apply(VIP_ONLY, plan, guards(GuardName.FILL)).exitCode()).isEqualTo(4);

        assertThat(apply(VIP_ONLY, plan, guards(GuardName.PEOPLE)).exitCode()).isZero();
    }

    @Test
    void whatIsAllowedHoldsForOnePlanAndNotForTheNext() {
        world.night(VIP_ONLY, people(300, UnaryOperator.identity()));
        world.export(VIP_ONLY, "visitors.json", people(200, visitor -> visitor.named("New")));
        assertThat(world.run(VIP_ONLY, guards(GuardName.PEOPLE)).exitCode()).isZero();

        world.export(VIP_ONLY, "visitors.json", people(100, visitor -> visitor.named("Newer")));

        RunSummary next = world.run(VIP_ONLY);
        assertThat(next.exitCode()).isEqualTo(4);
        assertThat(next.guard()).singleElement().asString().contains("100 people", "200");
        assertThat(world.spent().writes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = GuardName.class,
            names = {"EMPTY_SNAPSHOT", "TAG_RENAMED"})
    void whatCannotBeOverriddenStopsThoughItIsAllowed(GuardName guard) {
        vips(VIP_ONLY, 3);
        if (guard == GuardName.EMPTY_SNAPSHOT) {
            world.exportText(VIP_ONLY, "visitors.json", "");
        } else {
            world.sandbox().manually().renameTag("VIP", "Gold");
        }

        assertThat(world.run(VIP_ONLY, guards(guard)).exitCode()).isEqualTo(4);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whoLetAFindingPassIsKeptInTheAuditWithUserAndHost() throws UnknownHostException {
        vips(VIP_ONLY, 120);
        world.export(VIP_ONLY, "visitors.json", people(90, visitor -> visitor.in("VIP")));

        RunSummary run = world.run(VIP_ONLY, new Allowances(Map.of("VIP", 30L), Set.of(GuardName.PEOPLE)));

        assertThat(allowed("guard")).containsExactly("untags", "people");
        assertThat(allowed("allowed_with")).containsExactly("--allow-untags VIP=30", "--allow people");
        assertThat(allowed("allowed_by")).hasSize(2).containsOnly(userAtHost());
        assertThat(allowed("cast(run_id as varchar)")).containsOnly(String.valueOf(run.run()));
        assertThat(allowed("cast(allowed_at as varchar)")).hasSize(2);
        String byWhom = "Allowed by " + userAtHost() + " with --allow-untags VIP=30.";
        assertThat(run.guard()).anyMatch(finding -> finding.endsWith(byWhom));
    }

    @Test
    void whoLetADeletedTagPassIsKeptInTheAuditWithUserAndHost() throws UnknownHostException {
        vips(VIP_ONLY, 3);
        world.sandbox().manually().deleteTag("VIP");

        RunSummary run = world.run(VIP_ONLY, guards(GuardName.TAG_DELETED));

        assertThat(run.exitCode()).isZero();
        assertThat(run.details().notes())
                .containsExactly("The tag VIP, deleted in Intercom, was forgotten: allowed by " + userAtHost()
                        + " with --allow tag-deleted.");
    }

    @Test
    void aTagDeletedSinceThePlanIsAllowedOnApplyAndPutOnAnew() {
        vips(VIP_ONLY, 3);
        world.export(VIP_ONLY, "visitors.json", people(4, visitor -> visitor.in("VIP")
                .named("New")));
        RunSummary plan = world.plan(VIP_ONLY);
        world.sandbox().manually().deleteTag("VIP");
        assertThat(world.apply(VIP_ONLY, plan.run()).guard())
                .singleElement()
                .asString()
                .contains("`VIP` was deleted", "--allow tag-deleted");
        assertThat(world.spent().writes()).isZero();

        RunSummary applied = apply(VIP_ONLY, plan, guards(GuardName.TAG_DELETED));

        assertThat(applied.exitCode()).isZero();
        assertThat(applied.details().notes()).anyMatch(note -> note.contains("--allow tag-deleted"));
        world.run(VIP_ONLY);
        assertThat(world.held()).hasSize(4).allSatisfy(person -> assertThat(person.tags())
                .containsExactly("vip"));
    }

    private void vips(JobSpec job, int count) {
        world.night(job, people(count, visitor -> visitor.in("VIP")));
    }

    /** The same people, of whom only the first are still in the audience. */
    private void export(JobSpec job, int members) {
        world.export(
                job,
                "visitors.json",
                people(
                        120,
                        visitor -> visitor.in(
                                Integer.parseInt(visitor.userId().substring(1)) < members ? "VIP" : "Other")));
    }

    private RunSummary apply(JobSpec job, RunSummary plan, Allowances allowances) {
        return world.apply(job, plan.run(), allowances, Progress.SILENT);
    }

    private List<String> allowed(String column) {
        return world.stored(
                "select " + column + " from guard_finding where allowed_with is not null order by run_id, ordinal");
    }

    private static String userAtHost() throws UnknownHostException {
        return System.getProperty("user.name") + "@"
                + InetAddress.getLocalHost().getHostName();
    }

    private static Allowances untags(Map<String, Long> numbers) {
        return new Allowances(numbers, Set.of());
    }

    private static Allowances guards(GuardName guard) {
        return new Allowances(Map.of(), Set.of(guard));
    }

    private static Visitor[] people(int count, UnaryOperator<Visitor> as) {
        return IntStream.range(0, count)
                .mapToObj(i -> as.apply(Visitor.user("p" + i)))
                .toArray(Visitor[]::new);
    }
}
