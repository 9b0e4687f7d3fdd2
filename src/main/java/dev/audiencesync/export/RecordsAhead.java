package dev.audiencesync.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a file's records, in the order in which they stand, while those behind are read ahead by other threads:
 * one cuts the file into records, some parse them. What was read and not taken yet has a bound, whatever the size of the
 * file and of its records. Not for use by several threads.
 */
public final class RecordsAhead<T> implements Closeable {

    /** Of records before they are parsed; a larger one is alone. */
    private static final int BYTES_AHEAD = 1 << 20;

    private final RecordReader reader;
    private final Function<ReadRecord, T> each;
    private final ExecutorService parsers;
    private final BlockingQueue<Step<T>> steps = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(BYTES_AHEAD);
    private final Thread thread;
    private Iterator<T> current = Collections.emptyIterator();
    private int size;
    private @Nullable Ended<T> ended;

    private sealed interface Step<T> {}

    private record Parsing<T>(Future<List<T>> records, int size) implements Step<T> {}

    /** @param failure null at the end of the file */
    private record Ended<T>(@Nullable Throwable failure) implements Step<T> {}

    RecordsAhead(RecordReader reader, Function<ReadRecord, T> each, ExecutorService parsers) {
        this.reader = reader;
        this.each = each;
        this.parsers = parsers;
        this.thread = new Thread(this::read, "export-read");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What became of the next record, or null once the file was read to its end.
     *
     * @throws UnreadableFileException as {@link RecordReader#read} does
     */
    public @Nullable T next() throws UnreadableFileException {
        while (!current.hasNext()) {
            if (!advance()) {
                return null;
            }
        }
        return current.next();
    }

    private boolean advance() throws UnreadableFileException {
        room.release(size);
        size = 0;
        Step<T> step = ended == null ? take() : ended;
        if (step instanceof Ended<T> end) {
            ended = end;
            fail(end.failure());
            return false;
        }
        Parsing<T> parsing = (Parsing<T>) step;
        size = parsing.size();
        current = parsed(parsing.records()).iterator();
        return true;
    }

    private Step<T> take() {
        try {
            return steps.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> List<T> parsed(Future<List<T>> records) throws UnreadableFileException {
        try {
            return records.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            fail(e.getCause());
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Reading was interrupted", e);
    }

    private static void fail(@Nullable Throwable failure) throws UnreadableFileException {
        if (failure instanceof UnreadableFileException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void read() {
        try {
            RecordBatch batch;
            while ((batch = reader.readBatch()) != null) {
                int bytes = Math.min(batch.size(), BYTES_AHEAD);
                room.acquire(bytes);
                RecordBatch parsed = batch;
                steps.add(new Parsing<>(parsers.submit(() -> work(parsed)), bytes));
            }
            steps.add(new Ended<>(null));
        } catch (InterruptedException | RejectedExecutionException closed) {
            Thread.currentThread().interrupt();
        } catch (UnreadableFileException | RuntimeException | Error e) {
            steps.add(new Ended<>(e));
        }
    }

    private List<T> work(RecordBatch batch) {
        return batch.parse().stream().map(each).toList();
    }

    @Override
    public void close() throws IOException {
        Threads.end(thread);
        reader.close();
    }
}
