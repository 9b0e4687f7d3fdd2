package dev.audiencesync.cli;

import dev.audiencesync.report.TextStyle;
import java.io.PrintStream;
import java.time.Clock;

/** Progress for logs: how a phase begins and ends, and where it is at most every five seconds. */
final class PlainLines extends ConsoleProgress {
    private static final long EVERY_MILLIS = 5_000;

    private long lastLine;

    PlainLines(PrintStream err, TextStyle style, Clock clock) {
        super(err, style, clock);
    }

    @Override
    void started(PhaseCount phase) {
        lastLine = clock.millis();
        print(phase.ahead() + (style.unicode() ? "…" : "..."));
    }

    @Override
    void advanced(PhaseCount phase, long count) {
        long now = clock.millis();
        if (now - lastLine >= EVERY_MILLIS) {
            lastLine = now;
            print(phase.verb() + ": " + phase.soFar());
        }
    }

    @Override
    void ended() {}

    @Override
    void print(String line) {
        err.println(line);
        err.flush();
    }
}
