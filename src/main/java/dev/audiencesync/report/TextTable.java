package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import java.util.ArrayList;
import java.util.List;

/** Rows under a head; the first column to the left, figures to the right, so that digits stand under digits. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        rows.add(List.of(head));
    }

    TextTable row(String name, long... figures) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        for (long figure : figures) {
            cells.add(Amount.number(figure));
        }
        return row(cells);
    }

    TextTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** @param firstColumn least width of the first column, so that tables below one another line up */
    List<String> lines(int firstColumn) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(left(row.get(0), Math.max(firstColumn, width(0))));
            for (int column = 1; column < row.size(); column++) {
                line.append(GAP).append(right(row.get(column), Math.max(8, width(column))));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - length(text))) + text;
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> length(row.get(column)))
                .max()
                .orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
