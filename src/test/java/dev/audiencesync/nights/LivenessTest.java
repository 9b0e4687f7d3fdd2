package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Processes beside a run that lives, and after one that was killed. */
@Timeout(300)
class LivenessTest {
    private static final JobSpec HOURLY = JobSpec.stream("hourly").tag("Fan", "Fan");
    private static final Duration HANGING = Duration.ofMinutes(10);

    @TempDir
    Path root;

    private KillNight night;

    @AfterEach
    void close() {
        night.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRunThatLivesIsLeftAloneAndOneThatWasKilledIsGoneOnWithAtOnce(TestDatabase database) throws IOException {
        night = KillNight.laidOut(Files.createDirectories(root.resolve("world")), false, database, Duration.ZERO);
        night.world()
                .addExport(HOURLY, "first.json", Visitor.user("u1").in("Fan").at(3));
        night.world().definition(HOURLY);
        try (Program run = applying(database)) {
            try (Program same = night.start("run", KillNight.NAME, "--json");
                    Program other = night.start("run", HOURLY.name(), "--json");
                    Program looker = night.start("status", "--json")) {
                assertThat(same.await()).isEqualTo(5);
                assertThat(same.err()).contains("is running already", "process " + run.pid());
                waitUntil(() -> other.err().contains("Waiting for nightly (process " + run.pid()), other);
                assertThat(looker.await()).as(looker::err).isZero();
                JsonNode live = JsonMapper.shared().readTree(looker.out()).path("live");
                assertThat(live.findValuesAsString("process")).contains(Long.toString(run.pid()));
                assertLives();
                other.signal("TERM");
                assertThat(other.await()).isEqualTo(6);
                assertThat(other.out()).contains("Stopped while waiting for nightly");
            }
            assertThat(run.isAlive()).isTrue();
            assertLives();
            run.kill();
        }
        night.answerAfter(Duration.ZERO);
        try (Program next = night.start("restart", KillNight.NAME);
                Program other = night.start("run", HOURLY.name())) {
            assertThat(next.await()).as(next::err).isEqualTo(3);
            assertThat(other.await()).as(other::err).isZero();
        }
        night.world().model().night(HOURLY, List.of(Visitor.user("u1").in("Fan").at(3)));
        night.assertDone();
    }

    /**
     * A run in the midst of its changes: where it serves the store itself, it waits for answers; elsewhere it stands
     * still, and Intercom answers others.
     */
    private Program applying(TestDatabase database) {
        Program run = night.start("run", KillNight.NAME);
        long before = night.calls();
        waitUntil(() -> night.calls() - before >= 150, run);
        night.answerAfter(HANGING);
        long then = night.calls();
        waitUntil(() -> night.calls() > then, run);
        if (database == TestDatabase.POSTGRESQL) {
            run.signal("STOP");
            night.answerAfter(Duration.ZERO);
        }
        return run;
    }

    /** Nobody took the run for dead. */
    private void assertLives() {
        for (int look = 0; look < 5; look++) {
            assertThat(night.world().stored("select state from run order by id desc"))
                    .startsWith("APPLYING");
            assertThat(night.world().stored("select status from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID desc"))
                    .startsWith("STARTED");
        }
    }

    private static void waitUntil(BooleanSupplier condition, Program program) {
        while (!condition.getAsBoolean()) {
            assertThat(program.isAlive())
                    .as(() -> program.out() + program.err())
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
