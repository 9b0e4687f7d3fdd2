package dev.audiencesync.export;

/** Reads a window's bytes and knows the line it is on and how that line is indented. */
final class TextCursor {

    /** A place to come back to. */
    record Mark(long position, long line, int column, int indent, boolean leading, int previous) {}

    private final ByteWindow window;
    private long line;
    private int column;
    private int indent = -1;
    private boolean leading;
    private boolean atLead;
    private int previous = '\n';

    TextCursor(ByteWindow window) {
        this.window = window;
    }

    int read() {
        int next = window.read();
        if (next < 0) {
            return next;
        }
        advanceTo(next);
        return next;
    }

    /** Passes over text within a string, which is behind the lead of its line. */
    void skipText() {
        int count = window.skipText();
        if (count > 0) {
            column += count;
            atLead = false;
            previous = window.last();
        }
    }

    private void advanceTo(int next) {
        if (previous == '\n') {
            line++;
            column = 0;
            indent = -1;
            leading = true;
        } else {
            column++;
        }
        atLead = leading;
        if (leading && next > ' ') {
            indent = indent < 0 ? column : indent;
            leading = next == ',' || next == '[';
        }
        previous = next;
    }

    /** The line, from 1, of the byte read last. */
    long line() {
        return line;
    }

    /** The column, from 1, of the byte read last. */
    int column() {
        return column + 1;
    }

    /** How far the line's first visible byte is from its beginning. */
    int indent() {
        return indent;
    }

    /** Whether nothing but blanks, commas and opening brackets precedes the byte read last on its line. */
    boolean atLead() {
        return atLead;
    }

    Mark mark() {
        return new Mark(window.position(), line, column, indent, leading, previous);
    }

    /** The place of the byte read last, which must not be a line break. */
    Mark markBefore() {
        return new Mark(window.position() - 1, line, column - 1, indent, atLead, ' ');
    }

    void rewind(Mark mark) {
        window.rewind(mark.position());
        line = mark.line();
        column = mark.column();
        indent = mark.indent();
        leading = mark.leading();
        previous = mark.previous();
    }
}
