package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
    private static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-21T07:00:00Z");

    private final RunStore runs = new RunStore(Ledgers.template());
    private final long run = Ledgers.run(Ledgers.workspace(), "nightly", "text");

    private void execution(Instant start, int seconds, RunState endedAs) {
        int execution = runs.beginExecution(run, "a command", start);
        Instant end = start.plusSeconds(seconds);
        runs.endExecution(run, execution, 0, new RunStore.Spent(1, 0, 0), end);
        runs.end(run, endedAs, 0, null, end);
    }

    private RunRow row() {
        return new RunHistory(Ledgers.template(), workspace -> true).find(run).orElseThrow();
    }

    private String status() {
        FollowUp program = new FollowUp("./audience-sync", List.of());
        return new StatusText(TextStyle.PLAIN, ZoneOffset.UTC, program).render(List.of(row()), List.of());
    }

    @Test
    void theNightBetweenAPlanAndItsApplyIsNoWork() {
        execution(EVENING, 40, RunState.PLANNED);
        execution(MORNING, 30, RunState.COMPLETED);

        assertThat(row().worked()).isEqualTo(Duration.ofSeconds(70));
        assertThat(row().endedAt()).isEqualTo(MORNING.plusSeconds(30));
        assertThat(status()).contains("COMPLETED  1970-01-01 00:00  1 min 10 s ");
    }

    @Test
    void whatACrashedCommandTookNobodyKnows() {
        runs.beginExecution(run, "a command", EVENING);
        execution(MORNING, 30, RunState.COMPLETED);

        assertThat(row().worked()).isEqualTo(Duration.ofSeconds(30));
    }
}
