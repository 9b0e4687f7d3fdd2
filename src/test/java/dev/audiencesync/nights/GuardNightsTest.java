package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nights that the guard stops before the first write. */
class GuardNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");

    @Test
    void whenTooManyLeaveNothingIsWritten() {
        world.night(SNAPSHOT, people(0, 120, visitor -> visitor.in("VIP")));
        world.export(SNAPSHOT, "visitors.json", people(0, 100, visitor -> visitor.named("New")
                .in(audience(visitor, 90))));

        RunSummary guarded = world.run(SNAPSHOT);

        assertThat(guarded.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(guarded.guard()).singleElement().asString().contains("VIP", "30 of 120");
        assertThat(world.spent().writes()).isZero();
        assertThat(guarded.applied().writes()).isZero();
    }

    @Test
    void theExactNumberLetsItPassForThisPlanOnly() {
        Visitor[] everybody = people(0, 200, visitor -> visitor.in("VIP"));
        Visitor[] fewer = people(0, 200, visitor -> visitor.in(audience(visitor, 150)));
        world.night(SNAPSHOT, everybody);
        world.export(SNAPSHOT, "visitors.json", fewer);
        assertThat(world.run(SNAPSHOT, allowUntags(49)).exitCode()).isEqualTo(4);

        RunSummary allowed = world.run(SNAPSHOT, allowUntags(50));

        assertThat(allowed.exitCode()).isZero();
        assertThat(allowed.applied().untag()).isEqualTo(50);
        assertThat(allowed.guard()).singleElement().asString().contains("Allowed by", "--allow-untags VIP=50");
        assertThat(world.stored("select allowed_by from guard_finding where allowed_by is not null"))
                .singleElement()
                .asString()
                .contains("@");
        world.export(SNAPSHOT, "visitors.json", people(0, 200, visitor -> visitor.in(audience(visitor, 100))));
        assertThat(world.run(SNAPSHOT).exitCode()).isEqualTo(4);
    }

    @Test
    void aGuardedRunIsFinalAndTheNextOneReadsItsFilesAgain() {
        world.addExport(
                STREAM, "a.json", people(0, 120, visitor -> visitor.in("VIP").at(1)));
        assertThat(world.run(STREAM).exitCode()).isZero();
        world.addExport(STREAM, "b.json", people(0, 120, visitor -> visitor.at(2)));
        RunSummary guarded = world.run(STREAM);
        assertThat(guarded.exitCode()).isEqualTo(4);

        RunSummary next = world.run(STREAM, allowUntags(120));

        assertThat(next.resumed()).isEmpty();
        assertThat(next.exitCode()).isZero();
        assertThat(next.applied().untag()).isEqualTo(120);
    }

    @Test
    void aSnapshotOfTooFewPeopleIsStoppedUnlessThatIsAllowed() {
        world.night(SNAPSHOT, people(0, 120, UnaryOperator.identity()));
        world.export(SNAPSHOT, "visitors.json", people(0, 90, visitor -> visitor.named("New")));
        assertThat(world.run(SNAPSHOT).guard()).singleElement().asString().contains("90 people", "--allow people");

        assertThat(world.run(SNAPSHOT, allow(GuardName.PEOPLE)).exitCode()).isZero();
        assertThat(world.run(SNAPSHOT).exitCode()).isZero();
    }

    @Test
    void anEditedDefinitionThatUpdatesManyIsStoppedAndOneThatWasPlannedIsNot() {
        Visitor[] people = people(0, 120, visitor -> visitor.with("plan", "free"));
        world.night(SNAPSHOT, people);
        JobSpec edited = SNAPSHOT.attribute("plan");
        assertThat(world.run(edited).guard()).singleElement().asString().contains("120 of 120");

        RunSummary plan = world.plan(edited);
        assertThat(plan.exitCode()).isEqualTo(4);

        RunSummary applied = world.apply(edited, plan.run());
        assertThat(applied.exitCode()).isZero();
        assertThat(applied.applied().update()).isEqualTo(120);
    }

    @Test
    void aFieldThatIsEmptyEverywhereIsStopped() {
        world.night(SNAPSHOT, people(0, 20, visitor -> visitor.named("Somebody")));
        world.export(SNAPSHOT, "visitors.json", people(0, 20, visitor -> visitor.in("VIP")));

        assertThat(world.run(SNAPSHOT).guard()).singleElement().asString().contains("`name`", "20 of 20");
        assertThat(world.run(SNAPSHOT, allow(GuardName.FILL)).exitCode()).isZero();
    }

    @Test
    void tooManyRefusedRecordsAreStopped() {
        Visitor[] records = Stream.concat(
                        Stream.of(people(0, 100, UnaryOperator.identity())),
                        Stream.of(people(200, 10, Visitor::thatIsBroken)))
                .toArray(Visitor[]::new);
        world.export(STREAM, "a.json", records);

        RunSummary guarded = world.run(STREAM);

        assertThat(guarded.guard()).singleElement().asString().contains("10 of 110");
        assertThat(world.held()).isEmpty();
    }

    private static String audience(Visitor visitor, int members) {
        return Integer.parseInt(visitor.userId().substring(1)) < members ? "VIP" : "Other";
    }

    private static Visitor[] people(int from, int count, UnaryOperator<Visitor> as) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> as.apply(Visitor.user("p" + i)))
                .toArray(Visitor[]::new);
    }

    private static Allowances allowUntags(long count) {
        return new Allowances(Map.of("VIP", count), Set.of());
    }

    private static Allowances allow(GuardName guard) {
        return new Allowances(Map.of(), Set.of(guard));
    }
}
