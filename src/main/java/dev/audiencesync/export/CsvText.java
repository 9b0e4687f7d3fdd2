package dev.audiencesync.export;

import java.util.ArrayList;
import java.util.List;

/** The text of cells, and of lines whose quotes cannot be relied on: there, every delimiter ends a cell. */
final class CsvText {

    private CsvText() {}

    static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        int end = end(line);
        int from = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || line.charAt(i) == delimiter) {
                cells.add(line.substring(from, i));
                from = i + 1;
            }
        }
        return cells;
    }

    static String unquoted(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && cell.charAt(from) == '"') {
            from++;
        }
        while (from < to && cell.charAt(to - 1) == '"') {
            to--;
        }
        return cell.substring(from, to);
    }

    static boolean isUtf8(String cell) {
        return cell.indexOf(LineSource.NO_UTF8) < 0;
    }

    /** NUL is in no text that a person typed: it stands for bytes that were never written, or no text at all. */
    static boolean hasNul(String cell) {
        return cell.indexOf('\0') >= 0;
    }

    static boolean isEnded(String line) {
        return end(line) < line.length();
    }

    private static int end(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }
}
