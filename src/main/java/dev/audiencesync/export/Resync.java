package dev.audiencesync.export;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a damaged record, from the first impossible byte on.
 *
 * <p>Quotes cannot be trusted any more, so only braces, brackets and lines count. A record ends at a line that begins
 * with a brace and is indented no deeper than the damaged one; before a brace where all braces are balanced and no key
 * or text precedes it; and, unless it is laid out over several lines, with the line where its braces are balanced.
 */
final class Resync {

    private final TextCursor cursor;
    private final int indent;
    private final boolean severalLines;
    private int depth;
    private int previous;
    private boolean lineEnded;
    private @Nullable Frame strays;

    Resync(TextCursor cursor, int depth, int indent, boolean severalLines) {
        this.cursor = cursor;
        this.depth = depth;
        this.indent = indent;
        this.severalLines = severalLines;
    }

    /** Whether the byte is the opening brace of the next record. */
    boolean isNextRecord(int next) {
        return next == '{' && (atLineOfRecord() || (depth == 0 && previous != ':' && previous != '"'));
    }

    /** Takes a byte that does not begin a record in; true where it is the damaged record's last. */
    boolean endsAfter(int next) {
        if (next == '\n') {
            lineEnded = true;
            return depth == 0 && !severalLines;
        }
        if (next == '{' || (next == '[' && (depth > 0 || previous == ':'))) {
            depth++;
        } else if (next == '}' && severalLines && atLineOfRecord()) {
            depth = 0;
        } else if (next == '}' || next == ']') {
            depth = Math.max(0, depth - 1);
        }
        if (next > ' ') {
            previous = next;
            noteStray(next);
        }
        return false;
    }

    private void noteStray(int next) {
        if (lineEnded && strays == null && next != ',' && next != '[' && next != ']') {
            strays = new Frame(cursor.line(), ByteBuffer.allocate(0), Flaw.noRecord(cursor));
        }
    }

    /**
     * What stands on lines behind the damage and does not close the record, so that it need not be the record's: somebody
     * else's may have been there. Null where there is none.
     */
    @Nullable
    Frame strays() {
        return depth > 0 ? strays : null;
    }

    /** At the file's end: whether the damaged record was cut off rather than merely damaged. */
    boolean isInside() {
        return depth > 0 && (severalLines || !lineEnded);
    }

    private boolean atLineOfRecord() {
        return cursor.atLead() && cursor.indent() <= indent;
    }
}
