package dev.audiencesync.ledger;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, one for the tests' process, started by whoever asks first; it ends with the process. Where there are
 * no binaries of it, the tests that ask are skipped.
 */
public final class PostgresServer {
    /** More than one test uses; the server's end takes long where it has hundreds. */
    private static final int KEPT = 8;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Deque<String> RECENT = new ArrayDeque<>();

    private PostgresServer() {}

    private static final class Started {
        private static final EmbeddedPostgres SERVER = start();
        private static final String MIGRATED = migrated();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String migrated() {
            String name = create("store_template", "template0");
            PostgresServer.at(url(name))
                    .openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(1)))
                    .close();
            return name;
        }

        private static String create(String name, String template) {
            execute("create database " + name + " template " + template);
            return name;
        }

        private static String url(String name) {
            return SERVER.getJdbcUrl("postgres", name);
        }
    }

    /** The address of an empty database of one test's own. */
    public static String emptyUrl() {
        return forOneTest("empty", "template0");
    }

    /** The address of a database of one test's own that holds an empty store. */
    public static String url() {
        assumeBinaries();
        return forOneTest("store", Started.MIGRATED);
    }

    /** The address of a database that holds an empty store and stays until the process ends. */
    static String lastingUrl() {
        assumeBinaries();
        return Started.url(Started.create("lasting" + NUMBER.incrementAndGet(), Started.MIGRATED));
    }

    private static synchronized String forOneTest(String kind, String template) {
        assumeBinaries();
        String name = Started.create(kind + NUMBER.incrementAndGet(), template);
        RECENT.add(name);
        if (RECENT.size() > KEPT) {
            execute("drop database " + RECENT.remove() + " with (force)");
        }
        return Started.url(name);
    }

    private static void assumeBinaries() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isEqualTo("Linux amd64");
    }

    /** The store at an address. */
    public static Database at(String url) {
        return PostgresDatabase.at(url, null, null);
    }

    /** Says something to the server, as its administrator. */
    static void execute(String sql) {
        inDatabase(Started.url("postgres"), sql);
    }

    /** Says something to a database. */
    static void inDatabase(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
