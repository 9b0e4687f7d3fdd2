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
import java.util.function.Predicate;
import org.flywaydb.core.api.FlywayException;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The H2 file of one home.
 *
 * <p>H2 gives a file to one process. Whoever opens it first holds the lock file {@code store.lock} while it is open; a
 * run also serves it to others on loopback, under a key that stands in the lock file (mode 0600). A command that only
 * looks attaches to that server, or, where nobody has the file open, opens it for the moment; it never becomes a server,
 * for a run that depended on a looker's process would die with it.
 *
 * <p>{@code WRITE_DELAY=0}: otherwise H2 loses committed transactions when the process is killed.
 */
public final class HomeDatabase implements Database {
    /** Flyway works with two connections. */
    private static final int FEW = 3;

    private static final int MANY = 12;

    /** Of the heap; a page takes four times what H2 counts for it. */
    private static final long CACHE_SHARE = 64;

    private static final long LEAST_CACHE = 4 << 20;

    static {
        // H2 reads these once, when its first class is loaded. Without this one the server listens on every address.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        // It would hash each text that it reads, to find an equal one.
        System.setProperty("h2.objectCache", "false");
    }

    private final Home home;

    public HomeDatabase(Home home) {
        this.home = home;
    }

    @Override
    public String place() {
        return home.directory().toString();
    }

    @Override
    public boolean isOfHome() {
        return true;
    }

    /** Serves the store to lookers; waits for lookers that have it open. */
    @Override
    public Store openForRun(StoreWait wait) {
        home.create();
        FileLocked lock = wait.until(() -> FileLocked.tryLock(home.lock("store")));
        HikariDataSource dataSource = null;
        try {
            dataSource = pool(fileUrl(), MANY);
            schema(dataSource).migrate();
            ownerOnly(home.storeFile());
            String key = newKey();
            Server server = Server.createTcpServer(
                            "-tcpPort", "0", "-key", key, home.store().toString(), "-ifExists")
                    .start();
            lock.write(server.getPort() + " " + key);
            return new Store(dataSource, server::stop, lock::close);
        } catch (SQLException | RuntimeException e) {
            close(dataSource, lock);
            throw unavailable(e);
        }
    }

    /**
     * Attached to a run's server, or alone for the moment.
     *
     * @throws org.springframework.dao.DataAccessException when that run ends meanwhile: worth another look
     */
    @Override
    public Optional<Store> openToLook(StoreWait wait) {
        return open(wait, Schema::isToLookAt);
    }

    /** As {@link #openToLook}. */
    @Override
    public Optional<Store> openToLookUp(StoreWait wait) {
        return open(wait, Schema::isToLookUpIn);
    }

    private Optional<Store> open(StoreWait wait, Predicate<Schema> there) {
        if (!home.exists() || !Files.exists(home.storeFile())) {
            return Optional.empty();
        }
        return wait.until(() -> FileLocked.tryLock(home.lock("store"))
                        .map(lock -> new Look(openAlone(lock, there)))
                        .or(() -> attach(there).map(store -> new Look(Optional.of(store)))))
                .store();
    }

    /** A look that came about, whatever there was to see. */
    private record Look(Optional<Store> store) {}

    /** Empty where nothing has run yet. */
    private Optional<Store> openAlone(FileLocked lock, Predicate<Schema> there) {
        boolean open = false;
        HikariDataSource dataSource = null;
        try {
            dataSource = pool(fileUrl() + ";IFEXISTS=TRUE", FEW);
            open = there.test(schema(dataSource));
            return open ? Optional.of(new Store(dataSource, () -> {}, lock::close)) : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever it was, the operator is told of the store it concerns.
            throw unavailable(e);
        } finally {
            // Whatever it was, the file must be free for whoever comes next.
            if (!open) {
                close(dataSource, lock);
            }
        }
    }

    private static void close(@Nullable HikariDataSource dataSource, FileLocked lock) {
        if (dataSource != null) {
            dataSource.close();
        }
        lock.close();
    }

    /** Empty where the holder serves nobody (a looker, or a run that starts or ends just now): worth another try. */
    private Optional<Store> attach(Predicate<Schema> there) {
        String[] address = FileLocked.read(home.lock("store")).split(" ", 2);
        if (address.length < 2) {
            return Optional.empty();
        }
        HikariDataSource dataSource = null;
        boolean open = false;
        try {
            dataSource = pool("jdbc:h2:tcp://127.0.0.1:" + address[0] + "/" + address[1], FEW);
            open = there.test(schema(dataSource));
            return open ? Optional.of(new Store(dataSource, () -> {}, () -> {})) : Optional.empty();
        } catch (PoolInitializationException runEndedMeanwhile) {
            return Optional.empty();
        } catch (FlywayException e) {
            throw new DataAccessResourceFailureException("The run that served the store ended meanwhile", e);
        } finally {
            if (dataSource != null && !open) {
                dataSource.close();
            }
        }
    }

    private Schema schema(HikariDataSource dataSource) {
        return new Schema("the store " + home.storeFile(), dataSource, new H2Dialect());
    }

    private RuntimeException unavailable(Exception e) {
        return e instanceof StoreUnavailableException || e instanceof OlderStoreException
                ? (RuntimeException) e
                : StoreUnavailableException.of(home, e);
    }

    @Override
    public Locks locks(KnownWorkspaces.Known workspace, LockHolder holder) {
        return new FileLocks(home, holder);
    }

    @Override
    public LockHolders holders(@Nullable Store store) {
        return new FileLockHolders(home);
    }

    private String fileUrl() {
        long cacheKilobytes = Math.max(LEAST_CACHE, Runtime.getRuntime().maxMemory() / CACHE_SHARE) >> 10;
        return "jdbc:h2:file:" + home.store() + ";WRITE_DELAY=0;FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE="
                + cacheKilobytes;
    }

    private static HikariDataSource pool(String url, int size) {
        HikariConfig config = Store.poolOf(size);
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
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
