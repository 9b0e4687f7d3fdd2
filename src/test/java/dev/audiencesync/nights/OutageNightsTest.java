package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Nights on which Intercom is away while changes are applied: the job waits for it, and goes on by itself or can be gone on with. */
@Timeout(60)
class OutageNightsTest extends NightFixture {
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

    @ParameterizedTest
    @ValueSource(strings = {"2.16", "1.4"})
    void anOutageWhileApplyingIsWaitedOut(String version) {
        JobSpec job = STREAM.version(version);
        comeBackAtPause(4);
        Watching watching = new Watching(Phase.APPLY, 1, this::goAway);
        world.addExport(job, "a.json", people());

        RunSummary summary = world.run(job, watching);

        world.model().night(job, Arrays.asList(people()));
        world.assertAsModelled();
        assertThat(summary.exitCode()).isZero();
        assertThat(summary.rejected()).isZero();
        assertThat(world.pauses().taken()).extracting(Duration::toSeconds).containsExactly(5L, 10L, 20L, 40L);
        assertThat(watching.said).hasSize(2);
        assertThat(watching.said.get(0))
                .startsWith("Intercom does not answer (Intercom could not ")
                .contains("503", ": waiting for up to 30 m, looking again every 5 to 60 s.");
        assertThat(watching.said.get(1)).isEqualTo("Intercom is back after 75 s, going on.");
    }

    /** Too short for ten to fail: nobody is put off whose attempts ran out in it. All who are called for then fail. */
    @Test
    void ofAnOutageThatIsOverBeforeItIsNoticedNobodyIsSetAside() {
        world.sandbox().faults().add("503:next 15 of create");
        Visitor[] few = Arrays.copyOf(people(), 3);
        world.addExport(STREAM, "a.json", few);

        RunSummary summary = world.run(STREAM);

        assertThat(summary.exitCode()).isZero();
        assertThat(summary.rejected()).isZero();
        assertThat(summary.applied().create()).isEqualTo(few.length);
        world.model().night(STREAM, Arrays.asList(few));
        world.assertAsModelled();
    }

    @Test
    void whileItWaitsWhatWasDoneIsStoredAndNoTransactionIsOpen() {
        List<Boolean> open = new ArrayList<>();
        List<String> stored = new ArrayList<>();
        world.pauses().meanwhile(number -> {
            open.add(TransactionSynchronizationManager.isActualTransactionActive());
            stored.addAll(world.stored("select count(*) from planned_change where outcome = 'APPLIED'"));
            comeBack();
        });
        world.addExport(STREAM, "a.json", people());

        world.run(STREAM, new Watching(Phase.APPLY, 1, this::goAway));

        assertThat(open).containsExactly(false);
        assertThat(stored).containsExactly(String.valueOf(PEOPLE));
    }

    @Test
    void anIntercomThatStaysAwayFailsTheRunWhichSaysHowFarItGot() {
        world.addExport(STREAM, "a.json", people());

        RunSummary failed = world.run(STREAM, new Watching(Phase.APPLY, 1, this::goAway));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.rejected()).isZero();
        assertThat(failed.details().failure())
                .contains("503", "It has been so since 20", ", for 30 m (`intercom.ride-out`)")
                .contains("40 of 80 changes are done")
                .endsWith("`restart " + failed.run() + "` goes on from there.");
        assertThat(sum(world.pauses().taken())).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        assertThat(world.spent().total())
                .as("nobody burns through the plan meanwhile")
                .isLessThan(PEOPLE + 60);

        comeBack();
        assertThat(world.restart(STREAM).exitCode()).isZero();
        world.model().night(STREAM, Arrays.asList(people()));
        world.assertAsModelled();
    }

    @Test
    void eachOutageIsWaitedForAnew() {
        List<Duration> first = new ArrayList<>();
        Runnable outage = () -> {
            goAway();
            comeBackAtPause(20);
        };
        Watching twice = new Watching(Phase.APPLY, 0, outage)
                .and(Phase.APPLY, 1, () -> first.addAll(world.pauses().taken()))
                .and(Phase.APPLY, 1, outage);
        world.addExport(STREAM, "a.json", people());

        RunSummary summary = world.run(STREAM, twice);

        assertThat(summary.exitCode()).isZero();
        assertThat(sum(first)).isGreaterThan(Duration.ofMinutes(16));
        assertThat(sum(world.pauses().taken())).isGreaterThan(Duration.ofMinutes(16));
    }

    private static Duration sum(List<Duration> pauses) {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void ridingOutCanBeTurnedOff() {
        world.addExport(STREAM, "a.json", people());
        String impatient = STREAM.yaml().replace("longest-wait: 20ms", "longest-wait: 20ms\n  ride-out: 0s");

        RunSummary failed = world.run(STREAM, impatient, new Watching(Phase.APPLY, 1, this::goAway));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.details().failure()).contains("40 of 80 changes are done", "`restart " + failed.run() + "`");
        assertThat(world.pauses().taken()).isEmpty();
    }

    @Test
    void aWorkThatFailsThoughTheLooksSucceedIsNotTriedForEver() {
        world.addExport(STREAM, "a.json", people());
        Watching watching =
                new Watching(Phase.APPLY, 0, () -> world.sandbox().faults().answer("contacts", 500));

        RunSummary failed = world.run(STREAM, watching);

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.rejected()).isZero();
        assertThat(sum(world.pauses().taken())).isLessThanOrEqualTo(Duration.ofMinutes(30));
        assertThat(watching.said).anyMatch(said -> said.startsWith("Intercom answers, but the work still fails"));
    }

    @Test
    void aRefusalThatIsMetWhileLookingEndsTheWaitAtOnce() {
        world.pauses().meanwhile(number -> {
            comeBack();
            world.revokeToken();
        });
        world.addExport(STREAM, "a.json", people());

        RunSummary failed = world.run(STREAM, new Watching(Phase.APPLY, 1, this::goAway));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.details().failure()).contains("401", "`${TOKEN}`").doesNotContain(NightWorld.GOOD_TOKEN);
        assertThat(failed.rejected()).isZero();
        assertThat(world.pauses().taken()).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitAtOnce() {
        StopSignal stop = new StopSignal();
        world.pauses().meanwhile(number -> stop.raise());
        world.addExport(STREAM, "a.json", people());

        RunSummary stopped = world.run(STREAM, new Watching(Phase.APPLY, 1, this::goAway), stop);

        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(stopped.exitCode()).isEqualTo(6);
        assertThat(world.pauses().taken()).hasSize(1);
        comeBack();
        assertThat(world.restart(STREAM).exitCode()).isZero();
        world.model().night(STREAM, Arrays.asList(people()));
        world.assertAsModelled();
    }
}
