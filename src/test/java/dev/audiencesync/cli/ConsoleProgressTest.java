package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TickingClock clock = new TickingClock();

    @Test
    void aPipeGetsALineNowAndThen() {
        Progress progress = progress(false);
        progress.begin(Phase.READ, -1);
        progress.advance(1000);
        clock.pass(6);
        progress.advance(204);
        progress.end("1,204 records, 3 rejected");
        progress.begin(Phase.APPLY, 2000);
        clock.pass(5);
        progress.advance(500);
        clock.pass(4);
        progress.advance(500);
        progress.say("run 7 waits for another job's run");
        clock.pass(1);
        progress.advance(500);
        progress.end("1,500 changes, 500 unchanged");
        progress.close();

        assertThat(shown())
                .isEqualTo(
                        """
                Reading…
                Reading: 1,204 records
                Reading: 1,204 records, 3 rejected, 6.0 s
                Applying 2,000 changes…
                Applying: 500 of 2,000 changes (25 %)
                run 7 waits for another job's run
                Applying: 1,500 of 2,000 changes (75 %)
                Applying: 1,500 changes, 500 unchanged, 10.0 s
                """);
    }

    @Test
    void aPhaseThatFailsSaysHowFarItCame() {
        try (Progress progress = progress(false)) {
            progress.begin(Phase.APPLY, 10);
            progress.advance(4);
        }
        assertThat(shown()).endsWith("Applying: stopped at 4 of 10 changes (40 %), 0.0 s\n");
    }

    @Test
    void nothingToApplyDividesByNothing() {
        try (Progress progress = progress(false)) {
            progress.begin(Phase.APPLY, 0);
        }
        assertThat(shown()).endsWith("Applying: stopped at 0 of 0 changes (100 %), 0.0 s\n");
    }

    @Test
    void aTerminalGetsABarThatGivesWayToItsResult() {
        Progress progress = progress(true);
        progress.begin(Phase.APPLY, 2000);
        progress.advance(1000);
        progress.say("Intercom does not answer");
        progress.end("2,000 changes");

        assertThat(shown()).contains("Applying").contains("Intercom does not answer\n");
        assertThat(visible()).isEqualTo("Intercom does not answer\nApplying: 2,000 changes, 0.0 s\n");
    }

    @Test
    void aFailureLeavesNoBarBehind() {
        try (Progress progress = progress(true)) {
            progress.begin(Phase.READ, -1);
            progress.advance(7);
        }
        assertThat(visible()).isEqualTo("Reading: stopped at 7 records, 0.0 s\n");
    }

    @Test
    void whatIsSaidStandsAboveTheBar() {
        LiveLine line = new LiveLine(stream());
        line.accept("Reading  50%");
        line.above("resuming run 7");
        assertThat(visible()).isEqualTo("resuming run 7\nReading  50%");
    }

    @Test
    void aLateRedrawIsNotDrawn() {
        LiveLine line = new LiveLine(stream());
        line.accept("Reading  50%");
        line.close();
        line.accept("Reading  60%");
        assertThat(visible()).isEmpty();
    }

    @Test
    void aLongBarIsCutToTheLine() {
        new LiveLine(stream()).accept("#".repeat(200));
        assertThat(shown()).isEqualTo("\r" + "#".repeat(79));
    }

    @Test
    void quietIsSilent() {
        assertThat(ConsoleProgress.of(true, true, TextStyle.PLAIN, stream(), clock))
                .isSameAs(Progress.SILENT);
    }

    private Progress progress(boolean terminal) {
        return ConsoleProgress.of(false, terminal, TextStyle.PLAIN, stream(), clock);
    }

    private PrintStream stream() {
        return new PrintStream(bytes, true, UTF_8);
    }

    private String shown() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** What stays on a terminal where every carriage return begins the line again. */
    private String visible() {
        StringBuilder screen = new StringBuilder();
        for (String line : shown().split("(?<=\n)")) {
            String ending = line.endsWith("\n") ? "\n" : "";
            screen.append(overwritten(line.substring(0, line.length() - ending.length())))
                    .append(ending);
        }
        return screen.toString();
    }

    private static String overwritten(String line) {
        StringBuilder cells = new StringBuilder();
        for (String part : line.split("\r")) {
            cells.replace(0, Math.min(part.length(), cells.length()), part);
        }
        return cells.toString().stripTrailing();
    }

    private static final class TickingClock extends Clock {
        private Instant now = Instant.parse("2026-11-20T02:30:00Z");

        void pass(long seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
