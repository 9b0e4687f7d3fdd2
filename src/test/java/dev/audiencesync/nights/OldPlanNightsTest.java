package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that wait: for the guard, for somebody to apply them, for the rest of their changes. */
class OldPlanNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final JobSpec OTHER = JobSpec.stream("other").tag("Blue", "Blue");

    @Test
    void nothingOfAPlanThatTheGuardHasNotWeighedIsSentWhenItIsReplaced() {
        world.night(SNAPSHOT, people(130, visitor -> visitor.in("VIP")));
        world.night(SNAPSHOT, people(120, visitor -> visitor.in("VIP")));
        world.export(SNAPSHOT, "visitors.json", people(120, UnaryOperator.identity()));
        StopSignal stop = new StopSignal();
        world.run(SNAPSHOT, new OncePlanned(stop::raise), stop);

        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(4);
        assertThat(holdersOfVip()).isEqualTo(120);
        world.night(SNAPSHOT, people(120, visitor -> visitor.in("VIP")));
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aPlanThatIsPartlyAppliedIsFinishedThoughOthersWroteMeanwhile() {
        world.addExport(
                STREAM,
                "a.json",
                Visitor.user("Ada").in("VIP").at(1),
                Visitor.user("Bo").in("VIP").at(1));
        RunSummary plan = world.plan(STREAM);
        world.apply(STREAM, plan.run(), Allowances.NONE, world.breaking(Phase.APPLY, 2));
        world.night(OTHER, Visitor.user("Ada").in("Blue"));

        RunSummary again = world.apply(STREAM, plan.run());

        assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(holdersOfVip()).isEqualTo(2);
    }

    @Test
    void aGuardedRunWhoseApplyIsStoppedStaysGuarded() {
        world.night(SNAPSHOT, people(120, visitor -> visitor.in("VIP")));
        world.export(SNAPSHOT, "visitors.json", people(120, UnaryOperator.identity()));
        RunSummary guarded = world.run(SNAPSHOT);
        assertThat(world.apply(SNAPSHOT, guarded.run()).exitCode()).isEqualTo(4);

        assertThat(world.statusOf(guarded.run()).status()).isEqualTo(RunStatus.GUARDED);
    }

    @Test
    void theCommandIsGuardedWhoeverPutTheTagOn() {
        world.night(STREAM, people(120, visitor -> visitor.in("VIP")));
        JobSpec cleanup = JobSpec.stream("cleanup").removing("VIP", "Lapsed");
        world.export(cleanup, "a.json", people(120, visitor -> visitor.in("Lapsed")));

        RunSummary run = world.run(cleanup);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.guard()).anyMatch(finding -> finding.contains("120 of 120"));
    }

    @Test
    void aPlanThatIsNeverAppliedMovesNobodysClockOn() {
        world.nightWith("a.json", STREAM, Visitor.user("Ada").at(1));
        world.addExport(STREAM, "bad.json", Visitor.user("Ada").at(10));
        world.plan(STREAM);
        world.export(STREAM, "good.json", Visitor.user("Ada").in("VIP").at(5));

        world.run(STREAM);

        assertThat(holdersOfVip()).isEqualTo(1);
    }

    @Test
    void aTagRenamedSinceThePlanStopsItsApplying() {
        world.nightWith("a.json", STREAM, Visitor.user("Ada").in("VIP").at(1));
        world.addExport(STREAM, "b.json", Visitor.user("Bo").in("VIP").at(2));
        RunSummary plan = world.plan(STREAM);
        world.sandbox().manually().renameTag("VIP", "Gold");

        RunSummary stopped = world.apply(STREAM, plan.run());

        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).anyMatch(finding -> finding.contains("Gold"));
        assertThat(world.sandbox().tags()).hasSize(1);
    }

    @Test
    void aTagRenamedSinceThePlanStopsItsRestart() {
        RunSummary planned = stoppedOncePlanned();
        world.sandbox().manually().renameTag("VIP", "Gold");

        RunSummary stopped = world.restart(STREAM);

        assertThat(stopped.run()).isEqualTo(planned.run());
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).singleElement().asString().contains("`VIP` is called `Gold` in Intercom now");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aTagDeletedSinceThePlanStopsItsRestart() {
        RunSummary planned = stoppedOncePlanned();
        world.sandbox().manually().deleteTag("VIP");

        RunSummary stopped = world.restart(STREAM);

        assertThat(stopped.run()).isEqualTo(planned.run());
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.guard()).singleElement().asString().contains("`VIP` was deleted in Intercom");
        assertThat(world.spent().writes()).isZero();
    }

    /** A second night whose plan is whole; the guard has not seen it. */
    private RunSummary stoppedOncePlanned() {
        world.nightWith("a.json", STREAM, Visitor.user("Ada").in("VIP").at(1));
        world.addExport(STREAM, "b.json", Visitor.user("Bo").in("VIP").at(2));
        StopSignal stop = new StopSignal();
        RunSummary stopped = world.run(STREAM, new OncePlanned(stop::raise), stop);
        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        return stopped;
    }

    @Test
    void whoWasGivenTheTagBetweenPlanAndFirstUseIsAFoundHolder() {
        world.nightWith("z.json", JobSpec.stream("base"), Visitor.user("Ada"), Visitor.user("Bo"));
        world.sandbox().manually().seedTag("VIP");
        world.addExport(
                STREAM,
                "a.json",
                Visitor.user("Ada").in("VIP").at(1),
                Visitor.user("Bo").in("VIP").at(1));
        RunSummary plan = world.plan(STREAM);
        world.sandbox().manually().tag(world.idOf("Bo"), "VIP");
        world.apply(STREAM, plan.run());
        world.addExport(
                STREAM, "b.json", Visitor.user("Ada").at(2), Visitor.user("Bo").at(2));

        world.run(STREAM);

        assertThat(world.held())
                .filteredOn(person -> person.tags().contains("vip"))
                .extracting(Held::externalId)
                .containsExactly("Bo");
    }

    @Test
    void aPlanWhoseProcessDiedWhenItWasMadeGoesStaleAsAnyOther() {
        world.addExport(STREAM, "a.json", Visitor.user("Ada").in("VIP"));
        assertThatThrownBy(() -> world.plan(STREAM, world.breakingOncePlanned()))
                .isInstanceOf(Breaking.Break.class);
        world.export(STREAM, "b.json", Visitor.user("Bo").in("VIP"));
        RunSummary later = world.run(STREAM);

        RunSummary stale = world.apply(STREAM, later.run() - 1);

        assertThat(stale.exitCode()).isEqualTo(4);
        assertThat(stale.guard()).anyMatch(finding -> finding.contains("run " + later.run() + " of this job"));
        assertThat(world.spent().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"untag", "update"})
    void aPlanIsStaleForWhomACallOfAnotherJobMayHaveReached(String call) {
        JobSpec cleaner = JobSpec.stream("cleaner").removing("VIP", "Gone");
        Visitor ada = Visitor.user("Ada").in("VIP");
        world.nightWith("a.json", STREAM, ada.at(1), Visitor.user("Bo").at(1));
        world.nightWith("a.json", cleaner, ada.at(1), Visitor.user("Bo").at(1));
        world.addExport(STREAM, "b.json", ada.named("Ada L").at(2));
        RunSummary plan = world.plan(STREAM);
        world.sandbox().faults().add("drop:always of " + call + " about " + world.idOf("Ada"));
        world.nightWith(
                "b.json",
                cleaner,
                call.equals("untag") ? ada.in("Gone").at(2) : ada.named("Ada").at(2),
                Visitor.user("Bo").named("Bo").at(2));
        world.sandbox().faults().clear();
        assertThat(world.stored("select kind from planned_change where outcome = 'DEFERRED'"))
                .containsExactly(call.toUpperCase(Locale.ROOT));

        RunSummary stale = world.apply(STREAM, plan.run());

        assertThat(stale.exitCode()).isEqualTo(4);
        assertThat(stale.guard()).anyMatch(finding -> finding.contains("Ada"));
        assertThat(world.spent().writes()).isZero();
        world.nightWith("c.json", STREAM, ada.named("Ada L").at(3));
        assertThat(holdersOfVip()).isEqualTo(1);
    }

    private long holdersOfVip() {
        return world.held().stream()
                .filter(person -> person.tags().contains("vip"))
                .count();
    }

    private static Visitor[] people(int count, UnaryOperator<Visitor> as) {
        return IntStream.range(0, count)
                .mapToObj(i -> as.apply(Visitor.user("p" + i)))
                .toArray(Visitor[]::new);
    }
}
