package dev.audiencesync.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;

/**
 * The database of one home: an H2 file.
 *
 * <p>H2 gives a file to one process. Whoever opens it first holds the lock file {@code store.lock} while it is open; a
 * run also serves it to others on loopback, under a key that stands in the lock file (mode 0600). A command that only
 * looks attaches to that server, or, where nobody has the file open, opens it for the moment; it never becomes a server,
 * for a run that depended on a looker's process would die with it.
 *
 * <p>{@code WRITE_DELAY=0}: otherwise H2 loses committed transactions when the process is killed.
 */
public final class Store implements AutoCloseable {
    /** Flyway works with two connections. */
    private static final int FEW = 3;

    static {
        // H2 reads it once, when its first class is loaded; without it the server listens on every address.
        System.setProperty("h2.bindAddress", "127.0.0.1");
    }

    private final HikariDataSource dataSource;
    private final @Nullable FileLocked lock;
    private final @Nullable Server server;

    private Store(HikariDataSource dataSource, @Nullable FileLocked lock, @Nullable Server server) {
        this.dataSource = dataSource;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Opens the store for a run, migrates it and serves it to lookers; waits for lookers that have it open.
     *
     * @throws StoreUnavailableException when it cannot be opened
     */
    public static Store openForRun(Home home, StoreWait wait) {
        home.create();
        FileLocked lock = wait.until(() -> FileLocked.tryLock(home.lock("store")));
        try {
            HikariDataSource dataSource = pool(fileUrl(home), 12);
            Schema.migrate(dataSource);
            ownerOnly(home.storeFile());
            String key = newKey();
            Server server = Server.createTcpServer(
                            "-tcpPort", "0", "-key", key, home.store().toString(), "-ifExists")
                    .start();
            lock.write(server.getPort() + " " + key);
            return new Store(dataSource, lock, server);
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw StoreUnavailableException.of(home, e);
        }
    }

    /**
     * Opens the store to look: attached to a run's server, or alone for the moment.
     *
     * @return empty where nothing has run yet
     * @throws StoreUnavailableException when it cannot be opened
     */
    public static Optional<Store> openToLook(Home home, StoreWait wait) {
        if (!home.exists() || !Files.exists(home.storeFile())) {
            return Optional.empty();
        }
        return Optional.of(wait.until(() -> FileLocked.tryLock(home.lock("store"))
                .map(lock -> openAlone(home, lock))
                .or(() -> attach(home))));
    }

    private static Store openAlone(Home home, FileLocked lock) {
        try {
            HikariDataSource dataSource = pool(fileUrl(home) + ";IFEXISTS=TRUE", FEW);
            Schema.migrate(dataSource);
            return new Store(dataSource, lock, null);
        } catch (RuntimeException e) {
            // Whatever it was, the file must be free for whoever comes next.
            lock.close();
            throw StoreUnavailableException.of(home, e);
        }
    }

    /** Empty where the holder serves nobody (a looker, or a run that starts or ends just now): worth another try. */
    private static Optional<Store> attach(Home home) {
        String[] address = FileLocked.read(home.lock("store")).split(" ", 2);
        if (address.length < 2) {
            return Optional.empty();
        }
        try {
            String url = "jdbc:h2:tcp://127.0.0.1:" + address[0] + "/" + address[1];
            return Optional.of(new Store(pool(url, 1), null, null));
        } catch (PoolInitializationException runEndedMeanwhile) {
            return Optional.empty();
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        dataSource.close();
        if (lock != null) {
            lock.close();
        }
    }

    private static String fileUrl(Home home) {
        Path file = home.store();
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE";
    }

    private static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    private static String newKey() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static void ownerOnly(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (UnsupportedOperationException noModesHere) {
            return;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("Cannot make " + file + " private: " + e.getMessage(), e);
        }
    }
}
