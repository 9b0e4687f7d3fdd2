package dev.audiencesync.export;

import dev.audiencesync.export.RecordStructure.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into records, whatever stands between them: line breaks, commas, brackets or nothing.
 *
 * <p>A damaged record ends where the next one can begin: see {@link Resync}. A line break in front of what looks like a
 * record is remembered too, since a record cut off after a comma or a colon would otherwise take its neighbour in as its
 * own value.
 */
final class RecordFramer {

    private static final int LOOKAHEAD = 4096;

    private final ByteWindow window;
    private final TextCursor cursor;
    private final ReadLimits limits;
    private final RecordStructure structure;

    private int openArrays;
    private long lastRecordLine;
    private boolean first = true;
    private @Nullable String truncation;

    private long start;
    private long startLine;
    private int startIndent;
    private byte @Nullable [] head;
    private @Nullable Frame strays;

    RecordFramer(ByteWindow window, ReadLimits limits) {
        this.window = window;
        this.cursor = new TextCursor(window);
        this.limits = limits;
        this.structure = new RecordStructure(limits.maxDepth());
    }

    /** The last line that was reached. */
    long line() {
        return cursor.line();
    }

    /** Once there is no further frame: why the file ended before its end, or null if it was read to its end. */
    @Nullable
    String truncation() {
        return truncation;
    }

    @Nullable
    Frame next() {
        if (strays != null) {
            Frame found = strays;
            strays = null;
            return found;
        }
        window.unpin();
        head = null;
        int next;
        while ((next = cursor.read()) >= 0) {
            if (next == '{') {
                return record();
            }
            if (!isBetweenRecords(next)) {
                begin();
                return damaged(next, 0, Flaw.noRecord(cursor));
            }
        }
        if (truncation == null && window.failure() == null && openArrays > 0) {
            truncation = "the file ends inside an array";
        }
        return null;
    }

    private boolean isBetweenRecords(int next) {
        if (next == '[') {
            openArrays++;
        } else if (next == ']') {
            openArrays = Math.max(0, openArrays - 1);
        }
        return isSeparator(next) || isByteOrderMark(next);
    }

    /** Files that were appended to each other keep theirs in the middle. */
    private boolean isByteOrderMark(int next) {
        if (next != 0xEF) {
            return false;
        }
        TextCursor.Mark mark = cursor.mark();
        window.pin(mark.position() - 1);
        boolean found = cursor.read() == 0xBB && cursor.read() == 0xBF;
        if (!found) {
            cursor.rewind(mark);
        }
        window.unpin();
        return found;
    }

    private void begin() {
        start = window.position() - 1;
        startLine = cursor.line();
        startIndent = cursor.indent();
        window.pin(start);
    }

    private Frame record() {
        begin();
        structure.begin();
        TextCursor.@Nullable Mark nextLine = null;
        int previous = '{';
        int next;
        while ((next = read()) >= 0) {
            if (next == '{' && looksLikeNextLinesRecord()) {
                nextLine = cursor.markBefore();
            }
            if (head == null && window.position() - start > limits.maxRecordBytes()) {
                if (nextLine != null) {
                    return endedBefore(nextLine);
                }
                keepHead();
            }
            Verdict verdict = structure.accept(next);
            if (verdict == Verdict.CLOSED) {
                return closed();
            }
            if (verdict != Verdict.OPEN) {
                return nextLine != null ? endedBefore(nextLine) : impossible(next, previous, verdict);
            }
            previous = next > ' ' ? next : previous;
        }
        return nextLine != null ? endedBefore(nextLine) : unclosed(Flaw.unclosedAtEnd());
    }

    /** The next byte that may mean something. */
    private int read() {
        if (structure.insideText()) {
            cursor.skipText();
        }
        return cursor.read();
    }

    /** Only the line right after the record's first: a record laid out over several lines breaks sooner than that. */
    private boolean looksLikeNextLinesRecord() {
        return head == null
                && cursor.line() == startLine + 1
                && cursor.atLead()
                && cursor.indent() <= startIndent
                && !structure.insideString();
    }

    private Frame closed() {
        TextCursor.Mark end = cursor.mark();
        if (head != null) {
            window.pin(end.position());
        }
        boolean severalLines = cursor.line() != startLine;
        int following = firstAfterRecord(severalLines);
        if (following >= 0) {
            return damaged(following, 0, Flaw.trailing(cursor));
        }
        cursor.rewind(end);
        lastRecordLine = cursor.line();
        first = false;
        return frame(end.position(), null);
    }

    /** What should not follow a record that just ended; -1 where all is well. */
    private int firstAfterRecord(boolean severalLines) {
        long limit = window.position() + LOOKAHEAD;
        while (window.position() < limit) {
            int next = cursor.read();
            if (next < 0 || next == '{' || next == 0xEF || (next == '\n' && !severalLines)) {
                return -1;
            }
            if (!isSeparator(next)) {
                return next;
            }
        }
        return -1;
    }

    private Frame impossible(int next, int previous, Verdict verdict) {
        if (verdict == Verdict.TOO_DEEP) {
            return damaged(next, structure.depth(), Flaw.tooDeep(limits.maxDepth()));
        }
        if (next == '{' && beginsNext(previous)) {
            return endedBefore(cursor.markBefore());
        }
        int depth = next == '}' ? structure.depthAfterBrace() + 1 : structure.depth();
        return damaged(
                next,
                depth,
                Flaw.malformed(next == '\n' ? "a line break inside a string" : "an unexpected character", cursor));
    }

    /**
     * Whether an impossible brace is the next record's. In a file of one record a line it can only be at a line's
     * beginning or where an object was just closed; where records share lines a comma may precede it as well.
     */
    private boolean beginsNext(int previous) {
        if (cursor.atLead() && cursor.line() != startLine && cursor.indent() <= startIndent) {
            return true;
        }
        boolean shared = startLine == lastRecordLine || (first && openArrays > 0);
        return !structure.insideArray() && (previous == '}' || (previous == ',' && shared));
    }

    /** The record is damaged and ends where another begins. */
    private Frame endedBefore(TextCursor.Mark mark) {
        openArrays = 0;
        cursor.rewind(mark);
        Flaw flaw = mark.line() == startLine
                ? Flaw.malformed("not closed before the next record on its line")
                : Flaw.unclosed(mark.line());
        return frame(mark.position(), flaw);
    }

    private Frame damaged(int next, int depth, Flaw flaw) {
        openArrays = 0;
        boolean severalLines = cursor.line() != startLine;
        Resync resync = new Resync(cursor, depth, startIndent, severalLines);
        int current = next;
        while (current >= 0) {
            if (resync.isNextRecord(current)) {
                cursor.rewind(cursor.markBefore());
                strays = resync.strays();
                return frame(window.position(), flaw);
            }
            if (resync.endsAfter(current)) {
                return frame(window.position(), flaw);
            }
            if (head == null && window.position() - start > limits.maxRecordBytes()) {
                keepHead();
            }
            current = cursor.read();
        }
        if (resync.isInside()) {
            return unclosed(flaw);
        }
        strays = resync.strays();
        return frame(window.position(), flaw);
    }

    private Frame unclosed(Flaw flaw) {
        truncation = Flaw.unclosedAtEnd().reason();
        return frame(window.position(), flaw);
    }

    private Frame frame(long end, @Nullable Flaw flaw) {
        if (head != null) {
            return new Frame(startLine, ByteBuffer.wrap(head), Flaw.tooLarge(limits.maxRecordBytes()));
        }
        int length = Math.toIntExact(end - start);
        return new Frame(startLine, ByteBuffer.wrap(window.array(), window.index(start), length), flaw);
    }

    /** Beyond its allowed size a record is only followed to its end, no longer remembered. */
    private void keepHead() {
        int from = window.index(start);
        head = Arrays.copyOfRange(window.array(), from, from + limits.maxRecordBytes());
        window.unpin();
    }

    private static boolean isSeparator(int next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t' || next == ',' || next == '[' || next == ']';
    }
}
