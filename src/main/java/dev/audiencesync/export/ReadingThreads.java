package dev.audiencesync.export;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The threads that parse the records of files, and do what else of them needs no order, for all files of a run. */
public final class ReadingThreads implements AutoCloseable {

    private final ExecutorService parsers;

    /** @param parsers how many threads parse; each file has two more, which unpack it and cut it into records */
    public ReadingThreads(int parsers) {
        this.parsers = Executors.newFixedThreadPool(parsers, task -> {
            Thread thread = new Thread(task, "export-parse");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As many as there are processors. */
    public static ReadingThreads ofMachine() {
        return new ReadingThreads(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Begins to read a file.
     *
     * @param reader is read and closed by the result
     * @param each what is done with each record, on any thread and in no order
     */
    public <T> RecordsAhead<T> read(RecordReader reader, Function<ReadRecord, T> each) {
        return new RecordsAhead<>(reader, each, parsers);
    }

    @Override
    public void close() {
        parsers.shutdownNow();
    }
}
