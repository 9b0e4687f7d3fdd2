package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.AlreadyRunningException;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.LockLostException;
import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose store is in PostgreSQL, where its locks can be lost and other homes' runs are beside one's own. */
@Timeout(120)
class PostgresNightsTest {
    private static final JobSpec NIGHTLY =
            JobSpec.stream("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final JobSpec HOURLY = JobSpec.stream("hourly").tag("Fan", "Fan");
    private static final Visitor[] FIRST = {
        Visitor.user("Ada").in("VIP").at(1),
        Visitor.user("Bo").in("VIP", "Gold").at(1),
        Visitor.user("Cy").at(1)
    };
    private static final Visitor[] SECOND = {
        Visitor.user("Ada").in("Gold").at(2),
        Visitor.user("Bo").in("VIP").named("Bo").at(2),
        Visitor.user("Di").in("VIP").at(2)
    };

    @TempDir
    Path root;

    private final Database database = PostgresServer.at(PostgresServer.url());
    private NightWorld world;

    @BeforeEach
    void start() {
        world = world("here", "acme");
    }

    private NightWorld world(String home, String workspace) {
        return NightWorld.in(
                root.resolve(home), SandboxOptions.defaults().withWorkspaceId(workspace), given -> database);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNightASecondNightAndTheSameAgain() {
        assertThat(world.night(NIGHTLY, FIRST).status()).isEqualTo(RunStatus.COMPLETED);
        world.assertAsModelled();
        RunSummary second = world.nightWith("second.json", NIGHTLY, SECOND);
        world.assertAsModelled();
        assertThat(second.applied().writes()).isPositive();

        assertThat(world.run(NIGHTLY).applied().writes()).isZero();
        assertThat(world.home().storeFile())
                .as("nothing of the store is in the home")
                .doesNotExist();
        assertThat(world.home().run(second.run()).resolve("report.json")).exists();
    }

    @Test
    void anotherJobOfTheWorkspaceIsToldForWhomItWaitsAndThenHasItsTurn() throws Exception {
        world.addExport(NIGHTLY, "first.json", FIRST);
        world.addExport(HOURLY, "first.json", FIRST[0].in("VIP", "Fan"));
        Meanwhile waits = Meanwhile.nothing();
        AtomicReference<CompletableFuture<RunSummary>> hourly = new AtomicReference<>();

        RunSummary nightly = world.run(NIGHTLY, new Meanwhile(() -> {
            hourly.set(CompletableFuture.supplyAsync(() -> world.run(HOURLY, waits)));
            waits.awaitWord();
            assertThat(hourly.get()).isNotDone();
        }));

        assertThat(nightly.status()).isEqualTo(RunStatus.COMPLETED);
        RunSummary waited = hourly.get().get(60, TimeUnit.SECONDS);
        assertThat(waited.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(waits.said())
                .singleElement()
                .asString()
                .contains("Waiting for nightly (process "
                        + ProcessHandle.current().pid())
                .contains("one run at a time has the workspace acme");
        world.model().night(NIGHTLY, List.of(FIRST));
        world.model().night(HOURLY, List.of(FIRST[0].in("VIP", "Fan")));
        world.assertAsModelled();
    }

    @Test
    void theSameJobASecondTimeIsRefused() {
        world.addExport(NIGHTLY, "first.json", FIRST);

        RunSummary first = world.run(NIGHTLY, new Meanwhile(() -> assertThatThrownBy(() -> world.run(NIGHTLY))
                .isInstanceOf(AlreadyRunningException.class)
                .hasMessageContaining(
                        "nightly (process " + ProcessHandle.current().pid())));

        assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void theSameJobOfAnotherWorkspaceGoesOnBesideIt() {
        try (NightWorld other = world("there", "other")) {
            world.addExport(NIGHTLY, "first.json", FIRST);

            RunSummary here = world.run(NIGHTLY, new Meanwhile(() -> {
                other.night(NIGHTLY, FIRST[1]);
                other.assertAsModelled();
                assertThat(world.stored("select state from run order by id"))
                        .as("whoever began beside it did not take it for dead")
                        .containsExactly("APPLYING", "COMPLETED");
            }));

            assertThat(here.status()).isEqualTo(RunStatus.COMPLETED);
            world.model().night(NIGHTLY, List.of(FIRST));
            world.assertAsModelled();
        }
    }

    @Test
    void aSignalStopsTheRunOfItsOwnProcessOnly() {
        try (NightWorld other = world("there", "other")) {
            world.addExport(NIGHTLY, "first.json", FIRST);
            other.addExport(NIGHTLY, "first.json", FIRST);
            StopSignal stop = new StopSignal();

            RunSummary here = world.run(NIGHTLY, new Meanwhile(() -> assertThat(
                            other.run(NIGHTLY, new StopAfter(stop, 0.1), stop).status())
                    .isEqualTo(RunStatus.STOPPED)));

            assertThat(here.status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void aRunThatLostItsLockSendsNothingMoreAndARestartEndsIt() {
        world.night(NIGHTLY, FIRST);
        world.addExport(NIGHTLY, "second.json", SECOND);

        RunSummary lost = world.run(NIGHTLY, new Meanwhile(this::loseLocks));

        assertThat(lost.status()).isEqualTo(RunStatus.FAILED);
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.details().failure()).contains("lost its lock on the workspace acme");
        assertThat(world.spent().writes()).isZero();
        assertRestarted(lost);
    }

    @Test
    void whatWasUnderWayAsTheLockWasLostIsNotStoredAndARestartEndsIt() {
        world.night(NIGHTLY, FIRST);
        world.addExport(NIGHTLY, "second.json", SECOND);

        RunSummary lost = world.run(NIGHTLY, new Meanwhile(() -> world.atNextCall(this::loseLocks)));

        assertThat(lost.status()).isEqualTo(RunStatus.FAILED);
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(world.spent().writes()).as("the slice was on its way").isPositive();
        assertThat(world.stored(
                        "select reason from planned_change where run_id = " + lost.run() + " and outcome is not null"))
                .isEmpty();
        assertRestarted(lost);
    }

    @Test
    void aRunThatLosesItsLockAsItPlansStoresNothingMoreOfItsPlan() {
        world.model().add("Hal", null).handTagged("VIP");
        String hal = world.sandbox().manually().seedContact(ContactSeed.user("Hal"));
        world.sandbox().manually().tag(hal, "VIP");
        world.addExport(NIGHTLY, "second.json", SECOND);

        RunSummary lost = world.run(NIGHTLY, new Watching(Phase.PLAN, 0, this::loseLocks));

        assertLost(lost);
        assertThat(world.stored("select name_key from tag_listing")).isEmpty();
        assertThat(world.stored("select intercom_id from found_holder")).isEmpty();
        assertThat(world.stored("select plan_whole from run")).containsExactly("f");
        assertRestarted(lost);
    }

    @Test
    void aHalfPlanWhoseLockIsLostStaysAHalfPlan() {
        world.addExport(NIGHTLY, "second.json", SECOND);

        RunSummary lost = world.run(NIGHTLY, new Watching(Phase.PLAN, 1, this::loseLocks));

        assertLost(lost);
        assertThat(world.stored("select plan_whole from run")).containsExactly("f");
        assertRestarted(lost);
    }

    @Test
    void aRunThatLosesItsLockAsTheGuardLooksAtTheTagsStoresNothingOfThem() {
        world.sandbox().manually().seedTag("VIP");
        String hal = world.sandbox().manually().seedContact(ContactSeed.user("Hal"));
        world.model().add("Hal", null);
        world.addExport(NIGHTLY, "second.json", SECOND);
        RunSummary plan = world.plan(NIGHTLY);
        world.sandbox().manually().tag(hal, "VIP");
        world.model().tagByHand("Hal", "VIP");
        world.sandbox().faults().answer("tags", 503);
        world.pauses().meanwhile(number -> {
            loseLocks();
            world.sandbox().faults().clear();
        });

        RunSummary lost = world.apply(NIGHTLY, plan.run());

        assertStopped(lost);
        assertThat(world.stored("select intercom_id from found_holder")).isEmpty();
        assertThat(world.apply(NIGHTLY, plan.run()).exitCode()).isZero();
        world.model().night(NIGHTLY, List.of(SECOND));
        world.assertAsModelled();
    }

    @Test
    void aRunThatLosesItsLockBeforeTheGuardWeighsLetsNothingPass() {
        Allowances untags = new Allowances(Map.of("vip", 5L), Set.of());
        world.night(NIGHTLY, five(visitor -> visitor.in("VIP").at(1)));
        world.addExport(NIGHTLY, "second.json", five(visitor -> visitor.in().at(2)));
        world.letPass(untags);

        RunSummary lost = world.run(NIGHTLY, new OncePlanned(this::loseLocks));

        assertLost(lost);
        assertThat(world.stored("select allowed_by from guard_finding")).containsOnlyNulls();
    }

    private void assertLost(RunSummary lost) {
        assertThat(lost.status()).isEqualTo(RunStatus.FAILED);
        assertStopped(lost);
    }

    private void assertStopped(RunSummary lost) {
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.details().failure()).contains("lost its lock on the workspace acme");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whoTookALostLockOverIsTheOnlyOneWhoWrites() {
        world.night(NIGHTLY, FIRST);
        world.addExport(NIGHTLY, "second.json", SECOND);
        AtomicReference<RunSummary> next = new AtomicReference<>();
        Progress takenOver = new Meanwhile(() -> {
            loseLocks();
            next.set(world.restart(NIGHTLY));
        });

        assertThatThrownBy(() -> world.run(NIGHTLY, takenOver))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("another run has it now");

        world.model().night(NIGHTLY, List.of(SECOND));
        world.assertAsModelled();
        assertThat(next.get().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(world.statusOf(next.get().run()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    private void assertRestarted(RunSummary lost) {
        RunSummary restarted = world.restart(NIGHTLY);
        world.model().night(NIGHTLY, List.of(SECOND));
        assertThat(restarted.run()).isEqualTo(lost.run());
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        world.assertAsModelled();
    }

    private static Visitor[] five(UnaryOperator<Visitor> as) {
        return IntStream.range(0, 5)
                .mapToObj(i -> as.apply(Visitor.user("p" + i)))
                .toArray(Visitor[]::new);
    }

    /** Ends the connections that hold locks, as an administrator can. */
    private void loseLocks() {
        world.look(store -> store.queryForList("select pg_terminate_backend(pid, 10000) from pg_locks"
                + " where locktype = 'advisory'"
                + " and database = (select oid from pg_database where datname = current_database())"));
    }
}
