package dev.audiencesync.cli;

import dev.audiencesync.report.TextStyle;
import java.io.PrintStream;
import java.time.Clock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress for a person: one bar a phase, which gives way to one line when the phase ends. */
final class LiveBar extends ConsoleProgress {
    private static final int REDRAW_MILLIS = 200;

    private LiveLine line;
    private @Nullable ProgressBar bar;

    LiveBar(PrintStream err, TextStyle style, Clock clock) {
        super(err, style, clock);
        this.line = new LiveLine(err);
    }

    @Override
    void started(PhaseCount phase) {
        line = new LiveLine(err);
        bar = new ProgressBarBuilder()
                .setTaskName(phase.verb())
                .setInitialMax(phase.total())
                .setStyle(style.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(line)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    void advanced(PhaseCount phase, long count) {
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.stepBy(count);
        }
    }

    @Override
    void ended() {
        ProgressBar drawn = bar;
        bar = null;
        if (drawn != null) {
            drawn.close();
            line.close();
        }
    }

    @Override
    void print(String text) {
        line.above(text);
    }
}
