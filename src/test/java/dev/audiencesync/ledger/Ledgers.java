package dev.audiencesync.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** Workspaces and runs for tests on a ledger. Each takes a workspace of its own: nothing crosses from one to another. */
public final class Ledgers {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Ledgers() {}

    public static JdbcTemplate template() {
        return TestDatabase.standard().template();
    }

    public static long workspace() {
        return workspace(template());
    }

    public static long workspace(JdbcTemplate template) {
        return new KnownWorkspaces(template)
                .numberOf("test-" + NUMBER.incrementAndGet(), null, URI.create("http://127.0.0.1"), Instant.EPOCH);
    }

    /** A workspace in a database of a test's own. */
    public static KnownWorkspaces.Known workspace(Database database, String code) {
        try (Store store = database.openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5)))) {
            KnownWorkspaces known = new KnownWorkspaces(new JdbcTemplate(store.dataSource()));
            return known.of(known.numberOf(code, null, URI.create("http://127.0.0.1"), Instant.EPOCH));
        }
    }

    public static long run(long workspace, String job, String definition) {
        return run(template(), workspace, job, definition);
    }

    public static long run(JdbcTemplate template, long workspace, String job, String definition) {
        return new RunStore(template)
                .begin(
                        new NewRun(
                                workspace,
                                job,
                                RunKind.RUN,
                                "STREAM",
                                Path.of(job + ".yml"),
                                definition,
                                null,
                                LocalDate.EPOCH,
                                false,
                                null,
                                Canary.EVERYBODY),
                        Instant.EPOCH);
    }
}
