package dev.audiencesync.cli;

import dev.audiencesync.report.Figures;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.TextStyle;
import java.io.PrintStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far a run is: a live bar on a terminal, a line now and then in a pipe or a log. */
abstract class ConsoleProgress implements Progress {
    final PrintStream err;
    final TextStyle style;
    final Clock clock;
    private @Nullable PhaseCount current;

    ConsoleProgress(PrintStream err, TextStyle style, Clock clock) {
        this.err = err;
        this.style = style;
        this.clock = clock;
    }

    /** @param terminal whether a person is watching standard error live */
    static Progress of(boolean quiet, boolean terminal, TextStyle style, PrintStream err, Clock clock) {
        if (quiet) {
            return Progress.SILENT;
        }
        return terminal ? new LiveBar(err, style, clock) : new PlainLines(err, style, clock);
    }

    @Override
    public final synchronized void begin(Phase phase, long total) {
        close();
        PhaseCount started = new PhaseCount(phase, total, clock.millis());
        current = started;
        started(started);
    }

    @Override
    public final synchronized void advance(long count) {
        PhaseCount phase = current;
        if (phase != null) {
            phase.advance(count);
            advanced(phase, count);
        }
    }

    @Override
    public final synchronized void end(String result) {
        PhaseCount phase = current;
        if (phase != null) {
            finish(phase, result);
        }
    }

    @Override
    public final synchronized void close() {
        PhaseCount phase = current;
        if (phase != null) {
            finish(phase, "stopped at " + phase.soFar());
        }
    }

    @Override
    public final synchronized void say(String message) {
        print(Figures.printable(message));
    }

    private void finish(PhaseCount phase, String result) {
        current = null;
        ended();
        print(phase.verb() + ": " + Figures.printable(result) + ", " + phase.took(clock.millis()));
    }

    abstract void started(PhaseCount phase);

    abstract void advanced(PhaseCount phase, long count);

    abstract void ended();

    abstract void print(String line);
}
