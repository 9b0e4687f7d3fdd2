package dev.audiencesync.ledger;

import dev.audiencesync.ledger.JobMemories.MemoryScan;
import dev.audiencesync.person.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads all that a job remembers of people, on as many connections as there are processors: H2 takes most of the time to
 * unpack its rows, on the thread that asks for them.
 */
final class MemoryReading {
    private static final int MOST_THREADS = 4;
    private static final int ROWS_AT_A_TIME = 1_000;
    private static final String ALL = "select person_key, state, newest_by, looked_at from person_job"
            + " where workspace_id + 0 = ? and job || '' = ?";

    private final JdbcTemplate template;
    private final Scan scan;
    private final long workspace;
    private final String job;
    private final MemoryScan rows;
    private final Object turn = new Object();

    /** @param rows is given the rows by several threads, by one at a time */
    MemoryReading(JdbcTemplate template, long workspace, String job, MemoryScan rows) {
        this.template = template;
        this.scan = new Scan(template);
        this.workspace = workspace;
        this.job = job;
        this.rows = rows;
    }

    private record Memory(Fingerprint key, @Nullable Fingerprint state, long newestBy, @Nullable Instant lookedAt) {}

    /** Returns once all were given, or one could not be and no more are: interrupted while it reads, H2 closes its file. */
    void read() {
        List<Callable<Object>> parts = parts().stream()
                .map(part -> Executors.callable(() -> read(part)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(parts.size(), task -> {
            Thread thread = new Thread(task, "ledger-read");
            thread.setDaemon(true);
            return thread;
        });
        try {
            threads.invokeAll(parts).forEach(MemoryReading::await);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            threads.shutdown();
        }
    }

    /** Conditions that each row fulfils one of. PostgreSQL hands its rows on faster than they are taken in. */
    private List<String> parts() {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        if (threads == 1 || !scan.isH2()) {
            return List.of("");
        }
        long first = bound("min");
        long last = bound("max");
        List<String> parts = new ArrayList<>();
        String from = "";
        for (int part = 1; part < threads; part++) {
            long next = first + (last - first) / threads * part;
            parts.add(from + " and _rowid_ < " + next);
            from = " and _rowid_ >= " + next;
        }
        parts.add(from);
        return parts;
    }

    private long bound(String which) {
        Long found = template.queryForObject("select " + which + "(_rowid_) from person_job", Long.class);
        return found == null ? 0 : found;
    }

    private void read(String part) {
        List<Memory> read = new ArrayList<>();
        scan.asTheyCome(
                ALL + part,
                row -> {
                    read.add(memory(row));
                    if (read.size() == ROWS_AT_A_TIME) {
                        give(read);
                    }
                },
                workspace,
                job);
        give(read);
    }

    private static Memory memory(ResultSet row) throws SQLException {
        UUID state = row.getObject(2, UUID.class);
        OffsetDateTime lookedAt = row.getObject(4, OffsetDateTime.class);
        return new Memory(
                Rows.fingerprint(row.getObject(1, UUID.class)),
                state == null ? null : Rows.fingerprint(state),
                row.getLong(3),
                lookedAt == null ? null : lookedAt.toInstant());
    }

    private void give(List<Memory> read) {
        synchronized (turn) {
            read.forEach(row -> rows.row(row.key(), row.state(), row.newestBy(), row.lookedAt()));
        }
        read.clear();
    }

    private static void await(Future<?> reading) {
        try {
            reading.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Reading the ledger was interrupted", e);
    }
}
