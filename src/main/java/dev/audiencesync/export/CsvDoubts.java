package dev.audiencesync.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps records back that may be the text of a cell, until it is known; {@link CsvRecordReader} says when it is.
 *
 * <p>Lines that a rejected row with sound quotes spans are inside it. Those below a row with unsound quotes are in doubt.
 */
final class CsvDoubts {

    /** No cell is thought to be longer, and no more is kept back. */
    private static final int LONGEST_TEXT = 1 << 20;

    private final Deque<ReadRecord> settled = new ArrayDeque<>();
    private final List<ReadRecord> inDoubt = new ArrayList<>();
    private long lengthInDoubt;
    private long doubtedSince;
    private long insideOf;
    private long insideUntil;

    /** The next record that is out of doubt; null where there is none now. */
    @Nullable
    ReadRecord poll() {
        return settled.poll();
    }

    /** Why a row is no record if it stands within a rejected one. */
    @Nullable
    Flaw inside(CsvRows.Row row) {
        return row.line() <= insideUntil ? CsvFlaws.insideOf(insideOf) : null;
    }

    /** @param quotes of the row, if the quotes above it are as the row has it */
    void add(CsvRows.Row row, CsvQuotes quotes, ReadRecord read) {
        if (read instanceof ReadRecord.UnreadableRecord) {
            insideOf = row.line() <= insideUntil ? insideOf : row.line();
            insideUntil = Math.max(insideUntil, row.lastLine());
        }
        if (doubtedSince == 0) {
            settled.add(read);
        } else {
            inDoubt.add(read);
            lengthInDoubt += row.cells().stream().mapToInt(String::length).sum();
            settle(quotes, read instanceof ReadRecord.ExportRecord);
        }
        if (doubtedSince == 0 && CsvFlaws.isOfQuotes(row.flaw())) {
            doubtedSince = row.line();
        }
    }

    private void settle(CsvQuotes quotes, boolean sound) {
        if (quotes == CsvQuotes.CLOSING) {
            end(true);
        } else if ((quotes == CsvQuotes.OUTSIDE && sound) || lengthInDoubt > LONGEST_TEXT) {
            end(false);
        }
    }

    /** Settles what is in doubt: it is the text of a cell, or it is not. */
    void end(boolean text) {
        for (ReadRecord read : inDoubt) {
            boolean rejected = text && read instanceof ReadRecord.ExportRecord;
            settled.add(rejected ? rejected((ReadRecord.ExportRecord) read) : read);
        }
        inDoubt.clear();
        lengthInDoubt = 0;
        doubtedSince = 0;
    }

    private ReadRecord rejected(ReadRecord.ExportRecord read) {
        Flaw flaw = CsvFlaws.insideOf(doubtedSince);
        List<ObjectNode> partials = List.of(read.content());
        return new ReadRecord.UnreadableRecord(read.position(), flaw.code(), flaw.reason(), partials);
    }
}
