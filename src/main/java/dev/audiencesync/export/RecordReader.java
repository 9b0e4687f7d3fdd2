package dev.audiencesync.export;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Reads one export file, a record at a time. A damaged record is delivered as unreadable and reading goes on with the
 * next; memory is bounded by the {@link ReadLimits}, whatever the file's size. Not for use by several threads.
 */
public sealed interface RecordReader extends Closeable permits JsonRecordReader, CsvRecordReader {

    /**
     * The next record, or null once the file was read to its end.
     *
     * @throws UnreadableFileException once all records before the point are delivered, where the file cannot be read
     *     further or ends before its end
     */
    @Nullable
    ReadRecord read() throws UnreadableFileException;

    /**
     * The next records, to be parsed by whom it suits, or null once the file was read to its end. A reader is read either
     * by the record or by the batch.
     *
     * @throws UnreadableFileException as {@link #read} does
     */
    @Nullable
    RecordBatch readBatch() throws UnreadableFileException;
}
