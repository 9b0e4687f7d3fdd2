package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that break, and what goes on from there. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BrokenNightsTest {
    private static final JobSpec STREAM =
            JobSpec.stream("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final JobSpec SNAPSHOT =
            JobSpec.snapshot("nightly").tag("VIP", "VIP").tag("Gold", "Gold");
    private static final Visitor[] FIRST = {
        Visitor.user("Ada").in("VIP").at(1),
        Visitor.user("Bo").in("VIP", "Gold").at(1),
        Visitor.user("Cy").at(1)
    };
    private static final Visitor[] SECOND = {
        Visitor.user("Ada").in("Gold").at(2),
        Visitor.user("Bo").in("VIP").named("Bo").at(2),
        Visitor.user("Di").in("VIP").at(2),
        Visitor.withEmailOnly("ed@example.com").in("Gold").at(2)
    };

    @TempDir
    Path root;

    private final TestDatabase database;
    private NightWorld world;

    BrokenNightsTest(TestDatabase database) {
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
    void aSignalThatComesWhenAllIsDoneStopsNothing() {
        StopSignal stop = new StopSignal();
        world.addExport(STREAM, "first.json", FIRST);

        RunSummary summary = world.run(STREAM, new StopAfter(stop, 1), stop);

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.exitCode()).isZero();
        assertThat(world.run(STREAM).records().read())
                .as("the file was consumed")
                .isZero();
        world.model().night(STREAM, Arrays.asList(FIRST));
        world.assertAsModelled();
    }

    @Test
    void aSignalThatComesBeforeAllIsDoneStopsTheRun() {
        StopSignal stop = new StopSignal();
        world.addExport(STREAM, "first.json", FIRST);

        RunSummary stopped = world.run(STREAM, new StopAfter(stop, 0.1), stop);

        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(stopped.exitCode()).isEqualTo(6);
        RunSummary restarted = world.restart(STREAM);
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(restarted.details().appliedBefore()).isEqualTo(stopped.applied());
        assertThat(restarted.details().appliedBefore().writes()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"READ, 2", "PLAN, 3", "APPLY, 1", "APPLY, 2", "APPLY, 3"})
    void aRestartEndsWhatBrokeAnywhere(Phase where, int advance) {
        aRestartEndsWhatBroke(where, advance, STREAM);
    }

    @ParameterizedTest
    @CsvSource({"PLAN, 3", "APPLY, 1", "APPLY, 2", "APPLY, 3"})
    void aRestartEndsWhatBrokeByTheUsersApi(Phase where, int advance) {
        aRestartEndsWhatBroke(where, advance, STREAM.version("1.4"));
    }

    private void aRestartEndsWhatBroke(Phase where, int advance, JobSpec job) {
        world.night(job, FIRST);
        world.addExport(job, "second.json", SECOND);
        RunSummary broken = world.run(job, world.breaking(where, advance));
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.details().failure()).contains("broken while " + where.verb());

        RunSummary restarted = world.restart(job);

        world.model().night(job, Arrays.asList(SECOND));
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(restarted.run()).isEqualTo(broken.run());
        world.assertAsModelled();
        assertThatThrownBy(() -> world.restart(job)).isInstanceOf(NothingToRestartException.class);
    }

    /** Batch commits the two apart, and a kill can come between. */
    @Test
    void aJobInstanceThatNeverHadAnExecutionIsGoneOnWith() {
        world.night(STREAM, FIRST);
        world.addExport(STREAM, "second.json", SECOND);
        RunSummary broken = world.run(STREAM, world.breaking(Phase.READ, 1));
        world.look(store -> {
            String last = "(select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION)";
            store.update("delete from BATCH_STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID in"
                    + " (select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = " + last + ")");
            for (String table : List.of("STEP_EXECUTION", "JOB_EXECUTION_CONTEXT", "JOB_EXECUTION_PARAMS")) {
                store.update("delete from BATCH_" + table + " where JOB_EXECUTION_ID = " + last);
            }
            return store.update("delete from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = " + last);
        });

        RunSummary restarted = world.restart(STREAM);

        world.model().night(STREAM, Arrays.asList(SECOND));
        assertThat(restarted.run()).isEqualTo(broken.run());
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        world.assertAsModelled();
    }

    @Test
    void aNextRunOfAStreamFirstEndsTheBrokenOne() {
        world.night(STREAM, FIRST);
        world.addExport(STREAM, "second.json", SECOND);
        RunSummary broken = world.run(STREAM, world.breaking(Phase.APPLY, 2));
        Visitor fay = Visitor.user("Fay").in("Gold").at(3);
        world.addExport(STREAM, "third.json", fay);

        RunSummary next = world.run(STREAM);

        world.model().night(STREAM, Arrays.asList(SECOND));
        world.model().night(STREAM, Arrays.asList(fay));
        assertThat(next.resumed()).containsExactly(broken.run());
        assertThat(next.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(next.records().read()).isEqualTo(1);
        world.assertAsModelled();
    }

    @Test
    void aNextRunOfASnapshotReplacesTheBrokenOne() {
        world.night(SNAPSHOT, FIRST);
        world.export(SNAPSHOT, "second.json", SECOND);
        RunSummary broken = world.run(SNAPSHOT, world.breaking(Phase.APPLY, 2));

        RunSummary next = world.night(SNAPSHOT, SECOND[1], SECOND[3].in("VIP"));
        world.model().add("Di", "di@example.com");

        assertThat(next.resumed()).isEmpty();
        world.assertAsModelled();
        assertThat(world.statusOf(broken.run()).status()).isEqualTo(RunStatus.SUPERSEDED);
        assertThat(world.statusOf(broken.run()).message()).contains("Run " + next.run(), "newer snapshot");
        assertThatThrownBy(() -> world.restart(SNAPSHOT)).isInstanceOf(NothingToRestartException.class);
    }

    @Test
    void whomABrokenFirstNightTaggedAreNotTakenForFound() {
        world.export(SNAPSHOT, "first.json", FIRST);
        world.run(SNAPSHOT, world.breaking(Phase.APPLY, 2));

        world.night(SNAPSHOT, FIRST);
        world.night(SNAPSHOT, FIRST[2]);

        world.assertAsModelled();
        assertThat(world.held())
                .allSatisfy(contact -> assertThat(contact.tags()).isEmpty());
    }

    @Test
    void aTokenThatTurnsBadStopsTheRunUntilItIsMended() {
        world.night(STREAM, FIRST);
        world.addExport(STREAM, "second.json", SECOND);
        RunSummary failed = world.run(STREAM, revokingWhenApplyingBegins());
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.details().next()).contains("restart");
        world.assertAsModelled();

        world.renewToken();
        RunSummary restarted = world.restart(STREAM);

        world.model().night(STREAM, Arrays.asList(SECOND));
        assertThat(restarted.exitCode()).isZero();
        assertThat(restarted.calls().calls()).isEqualTo(world.spent().total());
        world.assertAsModelled();
    }

    @Test
    void aTokenThatWasRotatedIsReadAgainAndTheRunGoesOn() {
        AtomicInteger reads = new AtomicInteger();
        world.token(() -> reads.getAndIncrement() == 0 ? "old" : NightWorld.GOOD_TOKEN);

        assertThat(world.night(STREAM, FIRST).exitCode()).isZero();

        world.assertAsModelled();
        assertThat(reads).hasValue(2);
    }

    @Test
    void aTokenThatTurnsBadIsNamedByWhereItComesFrom() {
        world.addExport(STREAM, "first.json", FIRST);

        RunSummary failed = world.run(STREAM, revokingWhenApplyingBegins());

        assertThat(failed.details().failure()).contains("401", "comes from `${TOKEN}`", "Put a token there");
        assertThat(failed.rejected()).isZero();
        assertThat(world.pauses().taken()).as("it is no outage").isEmpty();
    }

    @Test
    void aRestartMindsWhatAnotherJobDidWithTheTagMeanwhile() {
        JobSpec other = JobSpec.stream("other").tag("VIP", "VIP");
        world.night(STREAM, FIRST[0]);
        world.addExport(STREAM, "second.json", FIRST[0].in().at(2));
        world.run(STREAM, revokingWhenApplyingBegins());
        world.renewToken();
        world.night(other, FIRST[0]);

        world.restart(STREAM);

        world.model().night(STREAM, Arrays.asList(FIRST[0].in().at(2)));
        world.assertAsModelled();
        assertThat(world.held()).singleElement().satisfies(ada -> assertThat(ada.tags())
                .containsExactly("vip"));
    }

    @ParameterizedTest
    @CsvSource({"1, before its change", "2, after its change"})
    void aRestartLooksAgainAtWhomAnotherJobTookATagFromMeanwhile(int advance, String when) {
        JobSpec cleaner = JobSpec.stream("cleaner").removing("VIP", "Gone");
        world.nightWith("a.json", STREAM, FIRST);
        world.nightWith("a.json", cleaner, Visitor.user("Ada").at(1));
        Visitor named = FIRST[0].named("Ada L");
        world.addExport(STREAM, "b.json", named.at(2), FIRST[2].in("Gold").at(2));
        world.run(STREAM, world.breaking(Phase.APPLY, advance));
        world.nightWith("b.json", cleaner, named.in("Gone").at(2));
        assertThat(tagsOf("Ada")).as("the command comes " + when).isEmpty();

        assertThat(world.restart(STREAM).status()).isEqualTo(RunStatus.COMPLETED);
        world.nightWith("c.json", STREAM, named.at(3));

        assertThat(tagsOf("Ada")).containsExactly("vip");
        world.nightWith("d.json", STREAM, named.at(4));
        assertThat(world.spent().writes()).isZero();
    }

    private Set<String> tagsOf(String externalId) {
        return world.held().stream()
                .filter(person -> externalId.equals(person.externalId()))
                .flatMap(person -> person.tags().stream())
                .collect(Collectors.toSet());
    }

    private Progress revokingWhenApplyingBegins() {
        return new Progress() {
            @Override
            public void begin(Phase phase, long total) {
                if (phase == Phase.APPLY) {
                    world.revokeToken();
                }
            }

            @Override
            public void advance(long count) {}

            @Override
            public void end(String result) {}

            @Override
            public void say(String message) {}
        };
    }

    @Test
    void aFileThatVanishesBeforeThePlanIsMadeIsReported() {
        world.addExport(STREAM, "first.json", FIRST);
        world.addExport(STREAM, "second.json", SECOND);
        world.run(STREAM, world.breaking(Phase.PLAN, 1));
        world.export(STREAM, "first.json", FIRST);

        RunSummary restarted = world.restart(STREAM);

        assertThat(restarted.exitCode()).isEqualTo(3);
        assertThat(world.stored("select reason from reject"))
                .singleElement()
                .asString()
                .contains("not there now");
    }

    @Test
    void aSnapshotOfWhichAFileVanishesIsNotPlanned() {
        world.addExport(SNAPSHOT, "first.json", FIRST);
        world.addExport(SNAPSHOT, "second.json", SECOND);
        world.run(SNAPSHOT, world.breaking(Phase.PLAN, 1));
        world.export(SNAPSHOT, "first.json", FIRST);

        assertThat(world.restart(SNAPSHOT).exitCode()).isEqualTo(4);
        assertThat(world.held()).isEmpty();
    }
}
