package dev.audiencesync.export;

import dev.audiencesync.person.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one CSV file with a header line, plain or gzip, in UTF-8. A record's content is one text for each column, an
 * empty cell an empty text. Blank lines and repetitions of the header, as appended files have them, are no records.
 */
public final class CsvRecordReader implements RecordReader {

    private final ExportFile file;
    private final LineSource source;
    private final CsvRows rows;
    private final long headerLine;
    private final List<String> columns;
    private long line;
    private long cutOffAt;

    private CsvRecordReader(ExportFile file, LineSource source, @Nullable Character delimiter, ReadLimits limits)
            throws IOException {
        this.file = file;
        this.source = source;
        this.rows = new CsvRows(
                source, delimiter == null ? Delimiter.of(source.peekLine()) : delimiter, limits.maxRecordBytes());
        CsvRows.Row header = header(file, source, rows);
        this.headerLine = header.line();
        this.columns = header.cells().stream().map(String::strip).toList();
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
        return open(file, delimiter, ReadLimits.DEFAULTS);
    }

    public static CsvRecordReader open(ExportFile file, @Nullable Character delimiter, ReadLimits limits)
            throws UnreadableFileException {
        InputStream in = FileContent.open(file);
        LineSource source = new LineSource(in, limits.maxRecordBytes());
        try {
            return new CsvRecordReader(file, source, delimiter, limits);
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
        CsvRows.Row row;
        do {
            row = rows.next();
        } while (row != null && (isBlank(row) || repeatsHeader(row)));
        if (row == null) {
            requireEnd();
            return null;
        }
        line = row.line();
        return record(row);
    }

    private ReadRecord record(CsvRows.Row row) {
        Flaw flaw = flaw(row);
        SourcePosition position = new SourcePosition(file.displayName(), row.line());
        if (flaw == null) {
            cutOffAt = 0;
            return new ReadRecord.ExportRecord(position, content(row.cells(), 0));
        }
        boolean cutOff = isCutOff(row);
        cutOffAt = cutOff ? row.line() : cutOffAt;
        if (row.flaw() == null) {
            rows.giveBackFurtherLines(row);
        }
        return new ReadRecord.UnreadableRecord(position, flaw.code(), flaw.reason(), partials(row, cutOff));
    }

    private List<ObjectNode> partials(CsvRows.Row row, boolean cutOff) {
        List<String> cells = row.cells();
        if (row.flaw() != null) {
            return List.of(content(cells, 0));
        }
        if (cutOff) {
            // the last cell may lack its end, and then be somebody else's id
            return List.of(content(cells.subList(0, cells.size() - 1), 0));
        }
        int surplus = cells.size() - columns.size();
        // before a delimiter too many or too few cells stand where they should, after it they are shifted
        return surplus == 0 ? List.of(content(cells, 0)) : List.of(content(cells, 0), content(cells, surplus));
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
        return row.cells().stream().allMatch(CsvRecordReader::isUtf8) ? null : CsvFlaws.noUtf8();
    }

    private ObjectNode content(List<String> cells, int shift) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (int i = Math.max(0, -shift); i < columns.size() && i + shift < cells.size(); i++) {
            String cell = cells.get(i + shift);
            if (isUtf8(cell)) {
                content.put(columns.get(i), cell);
            }
        }
        return content;
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
        Flaw flaw = row.cells().stream().allMatch(CsvRecordReader::isUtf8) ? row.flaw() : CsvFlaws.noUtf8();
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

    private static boolean isUtf8(String cell) {
        return cell.indexOf(LineSource.NO_UTF8) < 0;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
