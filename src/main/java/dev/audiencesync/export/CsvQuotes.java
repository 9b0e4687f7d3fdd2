package dev.audiencesync.export;

import java.util.List;

/** What the quotes of a row tell of where it stands, if some quote above it may have opened a cell. */
enum CsvQuotes {

    /** Nothing. */
    NEUTRAL,

    /** It stands outside of cells: it has a quoted cell of its own. */
    OUTSIDE,

    /** It may be where a cell ends that was opened above: a quote ends a cell that it did not open. */
    CLOSING;

    /** @param cell as it was read; of one that is quoted, without its quotes */
    static CsvQuotes of(String cell, boolean quoted) {
        if (!quoted) {
            return endsInLoneQuote(cell) ? CLOSING : NEUTRAL;
        }
        // nothing but doubled quotes may as well be quotes within a text
        return cell.chars().anyMatch(c -> c != '"') ? OUTSIDE : NEUTRAL;
    }

    /** @param cells of a line with all quotes as text */
    static CsvQuotes ofText(List<String> cells) {
        return cells.stream().map(cell -> of(cell, false)).reduce(NEUTRAL, CsvQuotes::and);
    }

    /** Of two cells of a row: what forbids more counts more. */
    CsvQuotes and(CsvQuotes other) {
        return compareTo(other) < 0 ? other : this;
    }

    private static boolean endsInLoneQuote(String cell) {
        return cell.endsWith("\"") && cell.chars().filter(c -> c == '"').count() % 2 == 1;
    }
}
