package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that break after each transaction of planning: what is stored of a plan by then, such as who joins but not yet who
 * leaves, is never taken for the plan.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HalfPlanNightsTest {
    private static final JobSpec JOB =
            JobSpec.snapshot("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final JobSpec STREAM = JobSpec.stream("stream").tag("VIP", "VIP");
    private static final Visitor[] ODD = {
        Visitor.user("Ada").in("VIP"), Visitor.user("Bo").in("VIP", "Gold"), Visitor.user("Cy")
    };
    private static final Visitor[] EVEN = {
        Visitor.user("Ada").in("Gold"), Visitor.user("Cy").in("VIP")
    };

    @TempDir
    Path root;

    private final TestDatabase database;
    private NightWorld world;

    HalfPlanNightsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        world = NightWorld.in(root, SandboxOptions.defaults(), database::made);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aHalfPlanIsNeitherAppliedNorGoneOnWith() {
        world.night(JOB, ODD);
        boolean halfSeen = false;
        boolean broke = true;
        for (int advance = 1; broke; advance++) {
            Visitor[] records = advance % 2 == 0 ? ODD : EVEN;
            world.export(JOB, "visitors.json", records);
            RunSummary run = world.run(JOB, world.breaking(Phase.PLAN, advance));
            broke = run.status() == RunStatus.FAILED;
            if (broke) {
                halfSeen |= isHalf(run.run());
                assertThat(world.spent().writes()).isZero();
                assertThat(world.restart(JOB).status()).isEqualTo(RunStatus.COMPLETED);
            }
            world.model().night(JOB, Arrays.asList(records));
            world.assertAsModelled();
        }
        assertThat(halfSeen).as("some of a plan was stored without the rest").isTrue();
    }

    @Test
    void whatAHalfPlanToldIsToldOnceWhenItIsMadeAnew() {
        RunSummary restarted = restartedFromAHalfPlan();

        assertThat(restarted.details().notes()).singleElement().asString().contains("a.json has changed since run");
    }

    @Test
    void whatAHalfPlanRefusedIsToldAndCountedOnceWhenItIsMadeAnew() {
        RunSummary restarted = restartedFromAHalfPlan();

        assertThat(world.stored("select person from reject where run_id = " + restarted.run()))
                .containsExactly("Cy");
        assertThat(restarted.details().firstRejects()).hasSize(1);
        assertThat(restarted.records().rejected()).isEqualTo(1);
        assertThat(restarted.rejected()).isEqualTo(1);
        assertThat(restarted.exitCode()).isEqualTo(3);
    }

    /** It has a file to tell of, that changed, and a record to refuse. */
    private RunSummary restartedFromAHalfPlan() {
        world.nightWith("a.json", STREAM, Visitor.user("Ada").in("VIP").at(1));
        world.export(
                STREAM,
                "a.json",
                Visitor.user("Ada").at(2),
                Visitor.user("Bo").in("VIP").at(2),
                Visitor.user("Cy").at(2).thatIsBroken());
        RunSummary broken = world.run(STREAM, world.breaking(Phase.PLAN, 2));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);
        RunSummary restarted = world.restart(STREAM);
        assertThat(restarted.run()).isEqualTo(broken.run());
        return restarted;
    }

    /** Whether some of the plan is stored, and not all; such a plan cannot be applied. */
    private boolean isHalf(long run) {
        boolean whole =
                Boolean.parseBoolean(world.stored("select cast(plan_whole as varchar) from run where id = " + run)
                        .get(0)
                        .toLowerCase(java.util.Locale.ROOT));
        if (whole) {
            return false;
        }
        assertThatThrownBy(() -> world.apply(JOB, run))
                .isInstanceOf(NothingToRestartException.class)
                .hasMessageContaining("before its plan was made: there is nothing to apply");
        return !world.stored("select reason from planned_change where run_id = " + run)
                .isEmpty();
    }
}
