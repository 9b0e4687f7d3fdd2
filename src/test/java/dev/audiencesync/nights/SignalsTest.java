package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real signals to the real program. */
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
    /** What the program may take to end, as promised. */
    private static final Duration PROMISED = Duration.ofSeconds(10);

    /** Longer than any test: an answer that hangs. */
    private static final Duration HANGING = Duration.ofMinutes(10);

    @TempDir
    Path root;

    private KillNight night;

    @AfterEach
    void close() {
        night.close();
    }

    @ParameterizedTest
    @CsvSource({"TERM, H2, false", "INT, POSTGRESQL, true"})
    void stopsWhileItWaitsForTheRateLimit(String signal, TestDatabase database, boolean snapshot) {
        lieOut(snapshot, database);
        night.limit(600);
        long before = night.calls();
        try (Program program = night.start("run", KillNight.NAME, "--json")) {
            waitUntil(() -> night.calls() - before >= 85, program);
            assertStops(program, signal);
        }
        night.limit(KillNight.CALLS_A_MINUTE);
        assertGoesOn();
    }

    @ParameterizedTest
    @CsvSource({"TERM, POSTGRESQL, false", "INT, H2, true"})
    void stopsWhileAnswersHang(String signal, TestDatabase database, boolean snapshot) {
        lieOut(snapshot, database);
        try (Program program = hanging()) {
            assertStops(program, signal);
        }
        night.answerAfter(Duration.ZERO);
        assertGoesOn();
    }

    @Test
    void anotherCtrlCEndsItAtOnceAndNothingIsLost() {
        lieOut(false, TestDatabase.H2);
        try (Program program = hanging()) {
            long first = System.nanoTime();
            while (program.isAlive()) {
                program.signal("INT");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - first))
                    .as("hanging answers are waited for longer")
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(program.await()).isEqualTo(6);
            assertThat(program.err()).contains("cut off", "restart nightly");
            assertThat(json(program).path("exitCode").intValue()).isEqualTo(6);
        }
        night.answerAfter(Duration.ZERO);
        assertGoesOn();
    }

    private void lieOut(boolean snapshot, TestDatabase database) {
        try {
            night = KillNight.laidOut(
                    Files.createDirectories(root.resolve("world")), snapshot, database, Duration.ZERO);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A run that waits for answers, some of its changes being made. */
    private Program hanging() {
        long before = night.calls();
        Program program = night.start("run", KillNight.NAME, "--json");
        waitUntil(() -> night.calls() - before >= 150, program);
        night.answerAfter(HANGING);
        long then = night.calls();
        waitUntil(() -> night.calls() > then, program);
        return program;
    }

    private void assertStops(Program program, String signal) {
        long asked = System.nanoTime();
        program.signal(signal);
        assertThat(program.await()).as(() -> program.out() + program.err()).isEqualTo(6);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMISED);
        JsonNode said = json(program);
        assertThat(said.path("status").stringValue()).isEqualTo("STOPPED");
        assertThat(said.path("exitCode").intValue()).isEqualTo(6);
        assertThat(night.world().statusOf(said.path("run").longValue()).status())
                .isEqualTo(RunStatus.STOPPED);
    }

    private void assertGoesOn() {
        RunSummary restarted = night.world().restart(night.job());
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        night.assertDone();
    }

    private static JsonNode json(Program program) {
        return JsonMapper.shared().readTree(program.out());
    }

    private static void waitUntil(BooleanSupplier condition, Program program) {
        while (!condition.getAsBoolean()) {
            assertThat(program.isAlive())
                    .as(() -> program.out() + program.err())
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
