package dev.audiencesync.export;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one CSV file with a header line, plain, gzip or zstd, in UTF-8. A record's content is one text for each column, an
 * empty cell an empty text. Blank lines and repetitions of the header, as appended files have them, are no records.
 *
 * <p>A row with a flaw is rejected and reading goes on with its second line, since a stray quote may have taken other
 * rows in. But those lines may as well be text inside a cell, and nobody may be changed by such text:
 *
 * <ul>
 *   <li>Where the row's quotes are sound, it ends where they say. No line within it is a record; each only says who may
 *       be meant.
 *   <li>Where they are not, the rows below are kept back until one of them tells. A quote that ends a cell but opened
 *       none may close the stray one: all down to it are rejected. A sound row with a quoted cell of its own stands
 *       outside: none is, and neither is any where the file, or more text than a cell may have, goes by without either,
 *       because a quote that nothing closes was stray. Only a file that ends inside a record may have ended in the cell.
 * </ul>
 */
public final class CsvRecordReader implements RecordReader {

    private final ExportFile file;
    private final LineSource source;
    private final CsvRows rows;
    private final long headerLine;
    private final List<String> columns;
    private final List<CellPlace> places;
    private final CsvPartials partials;
    private final CsvDoubts doubts = new CsvDoubts();
    private long line;
    private long cutOffAt;

    private CsvRecordReader(
            ExportFile file,
            LineSource source,
            @Nullable Character delimiter,
            List<CellPlace> places,
            ReadLimits limits)
            throws IOException {
        this.file = file;
        this.source = source;
        this.rows = new CsvRows(
                source, delimiter == null ? Delimiter.of(source.peekLine()) : delimiter, limits.maxRecordBytes());
        CsvRows.Row header = header(file, source, rows);
        this.headerLine = header.line();
        this.columns = header.cells().stream().map(String::strip).toList();
        this.places = places;
        this.partials = new CsvPartials(columns, places);
        this.line = header.line();
    }

    /**
     * Opens a file with the {@linkplain ReadLimits#DEFAULTS default limits} and reads its header.
     *
     * @param delimiter what separates columns; null for the most frequent of comma, semicolon, tab and pipe in the
     *     header line
     * @throws UnreadableFileException also where there is no header, or none that can be read
     */
    public static CsvRecordReader open(ExportFile file, @Nullable Character delimiter) throws UnreadableFileException {
        return open(file, delimiter, List.of(), ReadLimits.DEFAULTS);
    }

    /** @param places where cells stand in each record besides under their columns' names */
    public static CsvRecordReader open(ExportFile file, @Nullable Character delimiter, List<CellPlace> places)
            throws UnreadableFileException {
        return open(file, delimiter, places, ReadLimits.DEFAULTS);
    }

    static CsvRecordReader open(
            ExportFile file, @Nullable Character delimiter, List<CellPlace> places, ReadLimits limits)
            throws UnreadableFileException {
        InputStream in = FileContent.open(file);
        LineSource source = new LineSource(in, limits.maxRecordBytes());
        try {
            return new CsvRecordReader(file, source, delimiter, places, limits);
        } catch (UnreadableFileException e) {
            closeAfter(e, source);
            throw e;
        } catch (LineSource.TooLargeException e) {
            closeAfter(e, source);
            throw new UnreadableFileException(
                    file.displayName(),
                    1,
                    "the header line is "
                            + CsvFlaws.tooLarge(limits.maxRecordBytes()).reason(),
                    e);
        } catch (IOException e) {
            closeAfter(e, source);
            throw FileContent.unreadable(file, 0, e);
        }
    }

    private static void closeAfter(IOException failure, LineSource source) {
        try {
            source.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Where the header stands. */
    public SourcePosition header() {
        return new SourcePosition(file.displayName(), headerLine);
    }

    /** The header's names in their order, stripped; they may be blank, or stand twice. */
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable ReadRecord read() throws UnreadableFileException {
        ReadRecord next = doubts.poll();
        while (next == null) {
            CsvRows.Row row = nextRow();
            if (row == null) {
                return last();
            }
            line = row.line();
            take(row);
            next = doubts.poll();
        }
        return next;
    }

    /** Rows decide about each other, so they are parsed as they are read. */
    @Override
    public @Nullable RecordBatch readBatch() throws UnreadableFileException {
        return ParsedBatch.of(this);
    }

    private @Nullable ReadRecord last() throws UnreadableFileException {
        doubts.end(cutOffAt > 0 || source.failure() != null);
        ReadRecord next = doubts.poll();
        if (next == null) {
            requireEnd();
        }
        return next;
    }

    private CsvRows.@Nullable Row nextRow() {
        CsvRows.Row row;
        do {
            row = rows.next();
        } while (row != null && (isBlank(row) || repeatsHeader(row)));
        return row;
    }

    private void take(CsvRows.Row row) {
        Flaw flaw = flaw(row);
        SourcePosition position = new SourcePosition(file.displayName(), row.line());
        if (flaw == null) {
            cutOffAt = 0;
            doubts.add(row, row.quotes(), new ReadRecord.ExportRecord(position, partials.content(row.cells())));
            return;
        }
        boolean cutOff = isCutOff(row);
        cutOffAt = cutOff ? row.line() : cutOffAt;
        List<String> text = rows.textOfFirstLine();
        CsvQuotes quotes = row.flaw() == null ? row.quotes() : CsvQuotes.ofText(text);
        List<ObjectNode> all = partials(row, cutOff, text);
        doubts.add(row, quotes, new ReadRecord.UnreadableRecord(position, flaw.code(), flaw.reason(), all));
        rows.giveBackFurtherLines(row);
    }

    /** Where an end may be missing, the last cell may be the beginning of somebody else's id: it is left out. */
    private List<ObjectNode> partials(CsvRows.Row row, boolean cutOff, List<String> text) {
        List<String> cells = row.cells();
        boolean textEnds =
                rows.isFirstLineEnded() || (!cutOff && source.failure() == null && !CsvFlaws.isOfSize(row.flaw()));
        return partials.all(
                cutOff && row.flaw() == null ? withoutLast(cells) : cells,
                row.flaw() == null && !cutOff,
                textEnds ? text : withoutLast(text),
                textEnds);
    }

    private static List<String> withoutLast(List<String> cells) {
        return cells.subList(0, cells.size() - 1);
    }

    /** A row that is bad and the file's last, without a line break: whoever stood behind it is missing as well. */
    private boolean isCutOff(CsvRows.Row row) {
        if (!row.last() || row.flaw() != null) {
            return row.last();
        }
        int cells = row.cells().size();
        return source.failure() != null
                || cells < columns.size()
                || row.cells().get(cells - 1).endsWith(String.valueOf(LineSource.NO_UTF8));
    }

    private @Nullable Flaw flaw(CsvRows.Row row) {
        if (row.flaw() != null) {
            return row.flaw();
        }
        if (row.last() && source.failure() != null) {
            return CsvFlaws.cutOff();
        }
        if (row.cells().size() != columns.size()) {
            return CsvFlaws.columnCount(row.cells().size(), columns.size());
        }
        Flaw noText = noText(row);
        Flaw flaw = noText == null ? noMembership(row) : noText;
        return flaw == null ? doubts.inside(row) : flaw;
    }

    /** A guess would put a tag on or take it off. */
    private @Nullable Flaw noMembership(CsvRows.Row row) {
        for (CellPlace place : places) {
            String cell =
                    place.membership() && place.column() >= 0 ? row.cells().get(place.column()) : "";
            if (!cell.isBlank() && FieldValue.Truth.said(cell).isEmpty()) {
                return CsvFlaws.noMembership(columns.get(place.column()));
            }
        }
        return null;
    }

    private static @Nullable Flaw noText(CsvRows.Row row) {
        if (!row.cells().stream().allMatch(CsvText::isUtf8)) {
            return CsvFlaws.noUtf8();
        }
        return row.cells().stream().anyMatch(CsvText::hasNul) ? CsvFlaws.nul() : null;
    }

    private void requireEnd() throws UnreadableFileException {
        IOException failure = source.failure();
        if (failure != null) {
            throw FileContent.unreadable(file, line, failure);
        }
        if (cutOffAt > 0) {
            throw new UnreadableFileException(
                    file.displayName(), cutOffAt, CsvFlaws.cutOff().reason(), null);
        }
    }

    private static CsvRows.Row header(ExportFile file, LineSource source, CsvRows rows) throws IOException {
        CsvRows.Row row;
        do {
            row = rows.next();
        } while (row != null && isBlank(row));
        IOException failure = source.failure();
        if (failure != null && (row == null || row.last())) {
            throw failure;
        }
        if (row == null) {
            throw new UnreadableFileException(file.displayName(), 0, "is empty: it has no header line", null);
        }
        Flaw noText = noText(row);
        Flaw flaw = noText == null ? row.flaw() : noText;
        if (flaw != null) {
            throw new UnreadableFileException(
                    file.displayName(), row.line(), "the header line cannot be read: " + flaw.reason(), null);
        }
        return row;
    }

    private boolean repeatsHeader(CsvRows.Row row) {
        if (row.flaw() != null || row.cells().size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).equals(row.cells().get(i).strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(CsvRows.Row row) {
        return row.flaw() == null
                && row.cells().size() == 1
                && row.cells().get(0).isBlank();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
