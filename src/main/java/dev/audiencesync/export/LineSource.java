package dev.audiencesync.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text that is handed out at most a line at a time, so that a parser never takes more than the record it is reading,
 * and that remembers this record, so that one can go back to its second line. A byte order mark at the beginning of a
 * line is left out: files that were appended to each other keep theirs in the middle.
 */
final class LineSource extends Reader {

    /** Stands for bytes that are no UTF-8; it is no character, and so in no text. */
    static final char NO_UTF8 = '\uFFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final int maxRecordLength;
    private final char[] chars = new char[1 << 14];
    private int next;
    private int limit;
    private boolean ended;
    private @Nullable IOException failure;

    private final StringBuilder text = new StringBuilder();
    private int recordStart;
    private int handedOut;
    private boolean lineEnded = true;
    private boolean exhausted;

    LineSource(InputStream in, int maxRecordLength) {
        this.in = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(NO_UTF8)));
        this.maxRecordLength = maxRecordLength;
    }

    /** Thrown while reading a record of more characters than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A new record begins with what is handed out next. */
    void beginRecord() {
        if (handedOut == text.length()) {
            text.setLength(0);
            handedOut = 0;
        }
        recordStart = handedOut;
    }

    /** The first line with anything in it, without handing it out; blank where there is none. */
    String peekLine() throws IOException {
        int from = handedOut;
        while (true) {
            int end = lineEnd(from, text.length());
            if (end < 0 && fetch()) {
                continue;
            }
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (end < 0 || !line.isBlank()) {
                return line;
            }
            from = end;
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int end;
        if (handedOut == text.length()) {
            exhausted = !fetch();
            end = text.length();
        } else {
            end = lineEnd(handedOut, Math.min(text.length(), handedOut + length));
            end = end < 0 ? text.length() : end;
        }
        if (exhausted) {
            return -1;
        }
        int count = Math.min(length, end - handedOut);
        if (handedOut + count < end && count > 1 && text.charAt(handedOut + count - 1) == '\r') {
            count--;
        }
        text.getChars(handedOut, handedOut + count, target, offset);
        handedOut += count;
        return count;
    }

    /** How many lines of the record were handed out, the last perhaps in part. */
    int lines() {
        int lines = 1;
        int end = lineEnd(recordStart, handedOut);
        while (end >= 0 && end < handedOut) {
            lines++;
            end = lineEnd(end, handedOut);
        }
        return lines;
    }

    /** The first line of the record with its line break, without handing it out; of one too large, the beginning. */
    String firstLine() {
        int end = lineEnd(recordStart, text.length());
        try {
            while (end < 0 && fetch()) {
                end = lineEnd(recordStart, text.length());
            }
        } catch (TooLargeException e) {
            end = text.length();
        }
        return text.substring(recordStart, end < 0 ? text.length() : end);
    }

    /** Hands out next what follows the first line of the record. */
    void backToSecondLine() {
        exhausted = false;
        int end = lineEnd(recordStart, text.length());
        if (end >= 0) {
            handedOut = end;
            return;
        }
        text.setLength(0);
        recordStart = 0;
        handedOut = 0;
        skipLine();
    }

    /** Whether the reader was told that there is no more. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Whether the last of the text that was looked at is a line break. */
    boolean isLineEnded() {
        return lineEnded;
    }

    /** Why the text ended early, where it did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Adds a line to the text, or a piece of one; false at the end. */
    private boolean fetch() throws TooLargeException {
        if (lineEnded && available() && chars[next] == BYTE_ORDER_MARK) {
            next++;
        }
        if (!available()) {
            return false;
        }
        int from = next;
        toLineEnd();
        text.append(chars, from, next - from);
        if (chars[next - 1] == '\r' && available() && chars[next] == '\n') {
            text.append('\n');
            next++;
        }
        if (text.length() - recordStart > maxRecordLength) {
            throw new TooLargeException();
        }
        return true;
    }

    private void skipLine() {
        lineEnded = false;
        while (!lineEnded && available()) {
            toLineEnd();
            if (chars[next - 1] == '\r' && available() && chars[next] == '\n') {
                next++;
            }
        }
    }

    private void toLineEnd() {
        lineEnded = false;
        while (next < limit && !lineEnded) {
            char c = chars[next++];
            lineEnded = c == '\n' || c == '\r';
        }
    }

    private boolean available() {
        if (next < limit) {
            return true;
        }
        try {
            int count = ended ? -1 : in.read(chars, 0, chars.length);
            next = 0;
            limit = Math.max(0, count);
            ended = count < 0;
        } catch (IOException e) {
            failure = e;
            ended = true;
            limit = 0;
            next = 0;
        }
        return next < limit;
    }

    /** The place after the first line break of a part of the text, or -1. */
    private int lineEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return -1;
    }
}
