package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nights that once would have blocked a job for good, or taken from people what is theirs. */
class MishapNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");

    @Test
    void twoRecordsThatTurnOutToBeOneContactDoNotBlockTheNextNight() {
        world.sandbox().manually().seedContact(ContactSeed.user("X-1").withEmail("bob@example.com"));
        world.addExport(
                STREAM,
                "a.json",
                Visitor.of("X-1", null).named("By id"),
                Visitor.of(null, "bob@example.com").named("By mail"));
        assertThat(world.run(STREAM).status()).isEqualTo(RunStatus.COMPLETED);

        world.addExport(STREAM, "b.json", Visitor.of("X-1", null).named("Later"));

        assertThat(world.run(STREAM).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(world.held()).singleElement().satisfies(person -> assertThat(person.name())
                .isEqualTo("Later"));
    }

    @Test
    void aRunThatDiedAfterItsJobEndedIsEndedByTheNext() {
        world.addExport(STREAM, "a.json", Visitor.user("A").in("VIP"));
        RunSummary first = world.run(STREAM);
        forgetTheEnd();
        world.addExport(STREAM, "b.json", Visitor.user("B").in("VIP"));

        RunSummary next = world.run(STREAM);

        assertThat(next.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(next.resumed()).containsExactly(first.run());
        assertThat(world.statusOf(first.run()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aClockThatJumpsBackLosesNothing() {
        JobSpec job = JobSpec.stream("clock").tag("VIP", "VIP");
        world.nightWith("a.json", job, Visitor.user("Ada").in("VIP").at(1));
        world.later(Duration.ofDays(-40));

        world.nightWith(
                "b.json",
                job,
                Visitor.user("Ada").named("Ada").at(2),
                Visitor.user("Bo").in("VIP").at(2));
        world.assertAsModelled();
        world.addExport(job, "c.json", Visitor.user("Cy").in("VIP").at(3));
        RunSummary plan = world.plan(job);
        world.later(Duration.ofHours(-5));
        world.apply(job, plan.run());

        world.model().night(job, List.of(Visitor.user("Cy").in("VIP").at(3)));
        world.assertAsModelled();
    }

    private void forgetTheEnd() {
        world.look(store -> store.update("update run set state = 'APPLYING', exit_code = null, ended_at = null"));
    }

    @Test
    void whoIsPresentUnderAnIdThatIsNotSentKeepsTheTag() {
        JobSpec job = SNAPSHOT.withoutSendingUserIds();
        for (int night = 0; night < 3; night++) {
            world.export(
                    job,
                    "n" + night + ".json",
                    Visitor.of("X-1", "bob@example.com").in("VIP"),
                    Visitor.user("Y" + night));
            world.run(job);

            assertThat(world.held())
                    .filteredOn(person -> "bob@example.com".equals(person.email()))
                    .singleElement()
                    .satisfies(person -> assertThat(person.tags()).containsExactly("vip"));
        }
    }

    @Test
    void whatASupersededRunSentWithoutStoringItIsKnownToTheNext() {
        world.night(SNAPSHOT, Visitor.user("A").named("Old"), Visitor.user("B").in("VIP"));
        world.export(
                SNAPSHOT,
                "b.json",
                Visitor.user("A").named("New").in("VIP"),
                Visitor.user("B").in("VIP"));
        world.run(SNAPSHOT, world.breaking(Phase.APPLY, 1));

        world.export(
                SNAPSHOT,
                "c.json",
                Visitor.user("A").named("Old"),
                Visitor.user("B").in("VIP"));
        world.run(SNAPSHOT);

        assertThat(world.held())
                .filteredOn(person -> "A".equals(person.externalId()))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.name()).isEqualTo("Old");
                    assertThat(person.tags()).isEmpty();
                });
    }

    @Test
    void rejectsOfABrokenExecutionStillMakeExitThree() {
        world.addExport(
                STREAM, "a.json", Visitor.user("A").in("VIP"), Visitor.user("Z").thatIsBroken());
        world.run(STREAM, world.breaking(Phase.APPLY, 1));

        assertThat(world.restart(STREAM).exitCode()).isEqualTo(3);
    }

    @Test
    void aRefusedRecordProtectsWhoeverHasItsEmailInTheSameExport() {
        world.night(
                SNAPSHOT,
                Visitor.of("X-1", "old@example.com").in("VIP"),
                Visitor.user("B").in("VIP"));
        world.export(
                SNAPSHOT,
                "b.json",
                Visitor.of("X-1", "new@example.com").at(1),
                Visitor.of(null, "new@example.com").in("VIP").at(2).thatIsBroken(),
                Visitor.user("B").in("VIP"));

        world.run(SNAPSHOT);

        assertThat(world.held())
                .filteredOn(person -> "X-1".equals(person.externalId()))
                .singleElement()
                .satisfies(person -> assertThat(person.tags()).containsExactly("vip"));
    }
}
