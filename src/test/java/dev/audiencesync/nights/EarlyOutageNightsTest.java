package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.IntercomAway;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nights on which Intercom is away before anything is applied: as the command begins, while it replaces a run, while it plans. */
@Timeout(60)
class EarlyOutageNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final int PEOPLE = 40;

    private static Visitor[] people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> Visitor.user("p" + i).named("N" + i).in("VIP"))
                .toArray(Visitor[]::new);
    }

    private void goAway() {
        world.sandbox().faults().answer("", 503);
    }

    private void comeBack() {
        world.sandbox().faults().clear();
    }

    private void comeBackAtPause(int last) {
        world.pauses().meanwhile(number -> {
            if (number == last) {
                comeBack();
            }
        });
    }

    @Test
    void anOutageAtTheFirstCallIsWaitedOut() {
        goAway();
        comeBackAtPause(2);
        Watching watching = Watching.only();
        world.addExport(STREAM, "a.json", people());

        assertThat(world.run(STREAM.attribute("plan"), watching).exitCode()).isZero();
        assertThat(watching.said).last().isEqualTo("Intercom is back after 15 s, going on.");
    }

    @Test
    void anIntercomThatIsNeverThereBeginsNothing() {
        goAway();
        world.addExport(STREAM, "a.json", people());

        assertThatThrownBy(() -> world.run(STREAM))
                .isInstanceOf(IntercomAway.class)
                .hasMessageContaining("for 30 m")
                .hasMessageEndingWith("Nothing was begun: give the command again once Intercom answers.");
    }

    @Test
    void anOutageWhilePlanningIsWaitedOutAndNobodyIsListedTwice() {
        for (int i = 0; i < 200; i++) {
            String id = world.sandbox().manually().seedContact(ContactSeed.user("h" + i));
            world.sandbox().manually().tag(id, "VIP");
            world.model().add("h" + i, null).handTagged("VIP");
        }
        // Only the second page's call has a cursor.
        world.sandbox().faults().answer("starting_after", 503);
        comeBackAtPause(1);
        world.addExport(SNAPSHOT, "a.json", people());

        RunSummary summary = world.run(SNAPSHOT);

        assertThat(world.pauses().taken()).hasSize(1);
        assertThat(summary.exitCode()).isZero();
        world.model().night(SNAPSHOT, Arrays.asList(people()));
        world.assertAsModelled();
    }

    @Test
    void anIntercomThatStaysAwayWhilePlanningLeavesTheRunToBeRestarted() {
        world.night(STREAM, people());
        world.addExport(STREAM, "b.json", Visitor.user("p1").named("Later").in("VIP"));

        RunSummary failed = world.run(STREAM, new Watching(Phase.PLAN, 0, this::goAway));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.details().failure())
                .contains("The plan was not made yet, and nothing was written.", "`restart " + failed.run() + "`");
        comeBack();
        assertThat(world.restart(STREAM).exitCode()).isZero();
    }

    @Test
    void aRunThatReplacesAnotherWaitsBeforeItPlans() {
        world.export(SNAPSHOT, "a.json", people());
        world.run(SNAPSHOT, world.breaking(Phase.APPLY, 1));
        Visitor[] later =
                Arrays.stream(people()).map(person -> person.named("Later")).toArray(Visitor[]::new);
        world.export(SNAPSHOT, "b.json", later);
        world.sandbox().faults().answer("contacts", 503);
        comeBackAtPause(3);

        RunSummary summary = world.run(SNAPSHOT);

        assertThat(summary.exitCode()).isZero();
        assertThat(world.pauses().taken()).isNotEmpty();
        world.model().night(SNAPSHOT, Arrays.asList(later));
        world.assertAsModelled();
    }

    @Test
    void aRunThatReplacesAnotherAndWaitsInVainBeginsNothingAndSaysHowToGoOn() {
        world.export(SNAPSHOT, "a.json", people());
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Phase.APPLY, 1));
        world.sandbox().faults().answer("contacts", 503);

        assertThatThrownBy(() -> world.run(SNAPSHOT))
                .isInstanceOf(IntercomAway.class)
                .hasMessageContaining("for 30 m")
                .hasMessageContaining("no other run of nightly was begun in its place")
                .hasMessageEndingWith(
                        "give the command again, or go on with that run by `restart " + broken.run() + "`.");

        assertThat(world.stored("select id from run")).containsExactly(String.valueOf(broken.run()));
        comeBack();
        assertThat(world.run(SNAPSHOT).exitCode()).isZero();
        assertThat(world.statusOf(broken.run()).status()).isEqualTo(RunStatus.SUPERSEDED);
        world.model().night(SNAPSHOT, Arrays.asList(people()));
        world.assertAsModelled();
    }
}
