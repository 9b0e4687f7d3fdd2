package dev.audiencesync.export;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text, blank lines left out. After one with a flaw, {@link #giveBackFurtherLines} has to follow. */
final class CsvRows {

    /**
     * One row.
     *
     * @param line the line it begins on
     * @param lastLine the line it ends on; where there is a flaw, no further line is known to belong to it
     * @param cells those before the flaw, where there is one
     * @param last whether the text's end ended it, and no line break
     */
    record Row(long line, long lastLine, List<String> cells, CsvQuotes quotes, @Nullable Flaw flaw, boolean last) {}

    private final LineSource source;
    private final char delimiter;
    private final int maxRecordLength;
    private Cells cells;
    private long linesBefore;
    private CloseableIterator<List<String>> rows;

    CsvRows(LineSource source, char delimiter, int maxRecordLength) {
        this.source = source;
        this.delimiter = delimiter;
        this.maxRecordLength = maxRecordLength;
        this.cells = new Cells(source);
        this.rows = parser(cells);
    }

    /** Null at the end of the text. */
    @Nullable
    Row next() {
        Flaw flaw;
        try {
            if (!rows.hasNext()) {
                return null;
            }
            List<String> read = rows.next();
            return new Row(line(), line() + source.lines() - 1, read, cells.quotes, null, source.isExhausted());
        } catch (CsvParseException e) {
            if (e.getCause() != null) {
                throw e;
            }
            flaw = source.isExhausted() ? CsvFlaws.unclosedQuote() : CsvFlaws.afterClosingQuote();
        } catch (UncheckedIOException tooLarge) {
            flaw = CsvFlaws.tooLarge(maxRecordLength);
        }
        return new Row(line(), line(), cells.read, cells.quotes, flaw, source.isExhausted());
    }

    /** The cells of the first line of the row that was read last, if all quotes were text; see {@link CsvText}. */
    List<String> textOfFirstLine() {
        return CsvText.cells(source.firstLine(), delimiter);
    }

    /** Whether the first line of the row that was read last has its end. */
    boolean isFirstLineEnded() {
        return CsvText.isEnded(source.firstLine());
    }

    /** Takes back what the row that was read last took beyond its first line, since it cannot be trusted. */
    void giveBackFurtherLines(Row row) {
        if (row.flaw() == null && row.lastLine() == row.line()) {
            return;
        }
        source.backToSecondLine();
        linesBefore = row.line();
        cells = new Cells(source);
        rows = parser(cells);
    }

    private long line() {
        return linesBefore + cells.line;
    }

    private CloseableIterator<List<String>> parser(Cells handler) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                // the source's limit comes first, and says so in words of ours
                .maxBufferSize(2 * maxRecordLength + (1 << 16))
                .build(handler, source)
                .iterator();
    }

    /** Takes the cells of a row as they are parsed, so that those before a flaw are known. */
    private static final class Cells extends AbstractBaseCsvCallbackHandler<List<String>> {

        private final LineSource source;
        private List<String> read = new ArrayList<>();
        private CsvQuotes quotes = CsvQuotes.NEUTRAL;
        private long line;

        Cells(LineSource source) {
            this.source = source;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            source.beginRecord();
            line = startingLineNumber;
            read = new ArrayList<>();
            quotes = CsvQuotes.NEUTRAL;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            String cell = new String(buffer, offset, length);
            read.add(cell);
            quotes = quotes.and(CsvQuotes.of(cell, quoted));
        }

        @Override
        protected List<String> buildRecord() {
            return read;
        }
    }
}
