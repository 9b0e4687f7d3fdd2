package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are looked at before they are applied. */
class PlanNightsTest extends NightFixture {
    private static final JobSpec STREAM =
            JobSpec.stream("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final JobSpec OTHER = JobSpec.stream("other").tag("Blue", "Blue");
    private static final Visitor[] FIRST = {
        Visitor.user("Ada").in("VIP").at(1),
        Visitor.user("Bo").in("VIP", "Gold").at(1),
        Visitor.user("Cy").at(1)
    };
    private static final Visitor[] SECOND = {
        Visitor.user("Ada").in("Gold").at(2),
        Visitor.user("Bo").named("Bo").in("VIP").at(2),
        Visitor.user("Di").at(2)
    };

    @Test
    void aPlanWritesNothingAndApplyDoesJustThat() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        assertThat(plan.status()).isEqualTo(RunStatus.PLANNED);
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.planned().create()).isEqualTo(3);
        assertThat(world.spent().writes()).isZero();

        RunSummary applied = world.apply(STREAM, plan.run());

        assertThat(applied.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(applied.run()).isEqualTo(plan.run());
        assertThat(applied.applied().create()).isEqualTo(3);
        world.model().night(STREAM, List.of(FIRST));
        world.assertAsModelled();
        world.run(STREAM);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aPlanIsFinalSoTheNextRunReadsTheSameFiles() {
        world.addExport(STREAM, "first.json", FIRST);
        world.plan(STREAM);

        RunSummary run = world.run(STREAM);

        assertThat(run.resumed()).isEmpty();
        assertThat(run.applied().create()).isEqualTo(3);
    }

    @Test
    void whatChangedSinceMakesThePlanStaleAndItIsNamed() {
        world.night(STREAM, FIRST);
        world.addExport(STREAM, "second.json", SECOND);
        RunSummary plan = world.plan(STREAM);
        world.night(OTHER, Visitor.user("Ada").in("Blue"));

        RunSummary refused = world.apply(STREAM, plan.run());

        assertThat(refused.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.guard())
                .singleElement()
                .asString()
                .contains("stale", "Ada")
                .doesNotContain("Bo");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void somebodyWhomAnotherJobCreatedSinceMakesThePlanStale() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        world.night(OTHER, Visitor.user("Cy").in("Blue"));

        assertThat(world.apply(STREAM, plan.run()).guard())
                .singleElement()
                .asString()
                .contains("Cy");
    }

    @Test
    void aRunOfTheSameJobSinceMakesThePlanStale() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        RunSummary run = world.run(STREAM);

        assertThat(world.apply(STREAM, plan.run()).guard())
                .singleElement()
                .asString()
                .contains("run " + run.run() + " of this job");
    }

    @Test
    void applyAgainResumesAndItsOwnWritesDoNotCount() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        RunSummary broken = world.apply(STREAM, plan.run(), Allowances.NONE, world.breaking(Phase.APPLY, 2));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);

        RunSummary resumed = world.apply(STREAM, plan.run());

        assertThat(resumed.exitCode()).isZero();
        world.model().night(STREAM, List.of(FIRST));
        world.assertAsModelled();
        assertThat(world.apply(STREAM, plan.run()).applied().writes()).isZero();
    }

    @Test
    void aPlanOnceBegunIsFinishedByTheNextRun() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        world.apply(STREAM, plan.run(), Allowances.NONE, world.breaking(Phase.APPLY, 2));
        world.addExport(STREAM, "second.json", SECOND);

        RunSummary run = world.run(STREAM);

        assertThat(run.resumed()).containsExactly(plan.run());
        world.model().night(STREAM, List.of(FIRST));
        world.model().night(STREAM, List.of(SECOND));
        world.assertAsModelled();
    }

    @Test
    void aPlanIsNotAppliedWhileAnEarlierRunIsUnfinished() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary broken = world.run(STREAM, world.breaking(Phase.APPLY, 2));
        RunSummary plan = world.plan(STREAM);

        assertThatThrownBy(() -> world.apply(STREAM, plan.run())).hasMessageContaining("restart " + broken.run());
    }

    @Test
    void thatTheDefinitionWasEditedSinceIsSaidOnce() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        world.define(STREAM, world.definition(STREAM).text() + "limits: { max-untag-percent: 30 }\n");
        world.apply(STREAM, plan.run(), Allowances.NONE, world.breaking(Phase.APPLY, 2));

        RunSummary applied = world.apply(STREAM, plan.run());

        assertThat(applied.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(applied.details().notes())
                .containsExactly(
                        "The definition has been edited since this plan was made; a plan is applied as it was made.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# a comment\n", "schedule: '30 2 * * *'\n", "verify: { every: 7d }\n"})
    void whatDoesNotDecideWhatAPlanDoesIsNoEdit(String more) {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);
        world.define(STREAM, world.definition(STREAM).text() + more);

        assertThat(world.apply(STREAM, plan.run()).details().notes()).isEmpty();
    }

    @Test
    void aPlanKeepsItsDefinition() {
        world.addExport(STREAM, "first.json", FIRST);
        RunSummary plan = world.plan(STREAM);

        world.apply(STREAM.withoutTags(), plan.run());

        world.model().night(STREAM, List.of(FIRST));
        world.assertAsModelled();
    }
}
