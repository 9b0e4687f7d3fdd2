package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    static final RunRow CRASHED = new RunRow(
            12,
            "nightly-audience",
            "ws_1a2b",
            RunStatus.CRASHED,
            Instant.parse("2026-11-21T01:30:00Z"),
            null,
            Duration.ZERO,
            null,
            new RunSummary.Records(12000, 2, 0),
            11000,
            new RunSummary.Planned(900, 100, 50, 4, 10000, 1054, 1.1),
            new RunSummary.Applied(400, 0, 0, 0),
            2,
            654,
            "its process died",
            "restart 12");

    static final RunRow DONE = new RunRow(
            9,
            "nightly-audience",
            "ws_1a2b",
            RunStatus.COMPLETED,
            Instant.parse("2026-11-20T01:30:00Z"),
            Instant.parse("2026-11-20T05:30:00Z"),
            Duration.ofMillis(72_400),
            0,
            new RunSummary.Records(255, 0, 15),
            240,
            new RunSummary.Planned(240, 0, 80, 0, 0, 330, 0.3),
            new RunSummary.Applied(240, 0, 80, 0),
            0,
            0,
            null,
            null);

    private static final RunRow RUNNING = new RunRow(
            13,
            "nightly-audience",
            "ws_1a2b",
            RunStatus.RUNNING,
            Instant.parse("2026-11-22T09:12:00Z"),
            null,
            Duration.ZERO,
            null,
            new RunSummary.Records(0, 0, 0),
            0,
            RunSummary.Planned.NOTHING,
            RunSummary.Applied.NOTHING,
            0,
            0,
            null,
            null);

    static final List<LiveRun> LIVE = List.of(
            new LiveRun("hourly", "", 41, Instant.parse("2026-11-22T09:11:00Z"), null),
            new LiveRun("nightly-audience", "", 42, Instant.parse("2026-11-22T09:12:00Z"), "hourly"));

    @Test
    void aLineARunAndUnderItWhatToDo() {
        assertThat(render(List.of(CRASHED, DONE), List.of()))
                .isEqualTo(
                        """
                   job                    run      state           started        took    people   planned   applied  rejected      open
                ✗  nightly-audience        12    CRASHED  2026-11-21 02:30           –    11,000     1,054       400         2       654
                     its process died
                     next: ./audience-sync restart 12 --home '/the home'
                ✓  nightly-audience         9  COMPLETED  2026-11-20 02:30  1 min 12 s       240       320       320         0         0
                """);
    }

    @Test
    void whoIsAtWorkOrWaitsWithoutARunToShowComesFirst() {
        assertThat(render(List.of(DONE), LIVE))
                .startsWith(
                        """
                hourly: at work (since 2026-11-22 10:11, process 41)
                nightly-audience: waiting for hourly (since 2026-11-22 10:12, process 42)
                   job                    run""");
        assertThat(render(List.of(), LIVE.subList(0, 1)))
                .isEqualTo("hourly: at work (since 2026-11-22 10:11, process 41)\n");
    }

    @Test
    void aRunThatIsShownNeedsNoLineMore() {
        assertThat(render(List.of(RUNNING), LIVE))
                .contains("hourly: at work", "RUNNING")
                .doesNotContain("nightly-audience: waiting");
    }

    private static String render(List<RunRow> rows, List<LiveRun> live) {
        FollowUp program = new FollowUp("./audience-sync", List.of("--home", "/the home"));
        return new StatusText(TextStyle.PLAIN, ZoneId.of("Europe/Berlin"), program).render(rows, live);
    }
}
