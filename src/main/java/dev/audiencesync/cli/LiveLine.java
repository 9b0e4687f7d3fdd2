package dev.audiencesync.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The terminal line a bar is drawn on, over and over. The library's own consumer asks a native terminal for its width,
 * which costs start-up time, and cannot print above the bar; this one keeps to 79 columns and can.
 */
final class LiveLine implements ProgressBarConsumer {
    private static final int COLUMNS = 79;

    private final PrintStream out;
    private String drawn = "";
    private boolean closed;

    LiveLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public int getMaxRenderedLength() {
        return COLUMNS;
    }

    @Override
    public synchronized void accept(String rendered) {
        if (closed) {
            return;
        }
        String fitting = rendered.length() <= COLUMNS ? rendered : rendered.substring(0, COLUMNS);
        out.print("\r" + fitting + " ".repeat(Math.max(0, drawn.length() - fitting.length())));
        out.flush();
        drawn = fitting;
    }

    @Override
    public synchronized void clear() {
        if (drawn.isEmpty()) {
            return;
        }
        out.print("\r" + " ".repeat(drawn.length()) + "\r");
        out.flush();
        drawn = "";
    }

    synchronized void above(String text) {
        String bar = drawn;
        clear();
        out.println(text);
        if (!bar.isEmpty()) {
            accept(bar);
        }
    }

    /** The library does not wait for a redraw that is under way when its bar is closed: what comes later is not drawn. */
    @Override
    public synchronized void close() {
        if (!closed) {
            clear();
            closed = true;
        }
    }
}
