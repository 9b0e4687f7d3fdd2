package dev.audiencesync.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL database that several homes may share. Its address may hold a password, so neither is ever part of a
 * message: the pool is given no address it could log, and the driver none it could complain of.
 */
final class PostgresDatabase implements Database {
    /** The first with {@code merge}. */
    private static final int OLDEST = 15;

    private static final int FEW = 3;
    /** One of them for the lock on the tables. */
    private static final int MANY = 13;

    private static final int SECONDS_TO_CONNECT = 10;

    /**
     * A connection is idle while calls are made, and the lock's all the time: no time-out of the server's may end it. And
     * whoever is cut off from the server without a word, as when a machine goes down, is noticed within a minute.
     */
    private static final String KEEP =
            "set idle_session_timeout = 0; set idle_in_transaction_session_timeout = 0; set tcp_keepalives_idle = 30;"
                    + " set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

    private static final String SETTING = "SPRING_DATASOURCE_URL";
    private static final String SUPPORTED = "Supported are PostgreSQL, as jdbc:postgresql://HOST:PORT/DATABASE, and,"
            + " where the variable is not set, H2 in the home.";
    private static final String HOST =
            "(?:[^/?#,:\\[\\]]*|\\[[^\\[\\]]+\\])(?::(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-5]\\d{3}))?";
    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:postgresql:(?://" + HOST + "(?:," + HOST + ")*/)?[^/?#]*(?:\\?.*)?");

    private final DataSource server;

    private PostgresDatabase(DataSource server) {
        this.server = server;
    }

    /**
     * The database at a JDBC address.
     *
     * @param user null where the address says, or the system's user is meant
     * @throws UnsupportedDatabaseException where the address is none of PostgreSQL's
     */
    static PostgresDatabase at(String url, @Nullable String user, @Nullable String password) {
        if (url.startsWith("jdbc:h2:")) {
            throw new UnsupportedDatabaseException(
                    SETTING + " names an H2 database, and an H2 store is always in the home:"
                            + " leave the variable out, and choose the home with --home. " + SUPPORTED);
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UnsupportedDatabaseException(SETTING + " is no address of a PostgreSQL database. " + SUPPORTED);
        }
        PGSimpleDataSource server = parsed(url);
        if (user != null && !user.isEmpty()) {
            server.setUser(user);
        }
        if (password != null && !password.isEmpty()) {
            server.setPassword(password);
        }
        server.setConnectTimeout(SECONDS_TO_CONNECT);
        server.setTcpKeepAlive(true);
        server.setReWriteBatchedInserts(true);
        return new PostgresDatabase(new BrieflyAddressed(server));
    }

    /** The driver's own complaint would repeat the address, and with it perhaps a password. */
    private static PGSimpleDataSource parsed(String url) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        if (ADDRESS.matcher(url).matches()) {
            try {
                server.setUrl(url);
                return server;
            } catch (IllegalArgumentException saidBelow) {
                throw malformed();
            }
        }
        throw malformed();
    }

    private static UnsupportedDatabaseException malformed() {
        return new UnsupportedDatabaseException(SETTING + " is not spelled as an address of a PostgreSQL database: what"
                + " stands behind its question mark needs escapes (%3F for ?). " + SUPPORTED);
    }

    @Override
    public String place() {
        return "the database that " + SETTING + " names";
    }

    @Override
    public boolean isOfHome() {
        return false;
    }

    @Override
    public Store openForRun(StoreWait wait) {
        return open(MANY, (schema, pool) -> Optional.of(upToDate(schema, pool, wait)::close))
                .orElseThrow();
    }

    /** Returns what keeps the tables as they are for as long as the store is open. */
    private TablesLock upToDate(Schema schema, HikariDataSource pool, StoreWait wait) throws SQLException {
        TablesLock lock = new TablesLock(pool.getConnection());
        boolean kept = false;
        try {
            wait.until(() -> upToDate(schema, lock));
            kept = true;
            return lock;
        } finally {
            if (!kept) {
                lock.close();
            }
        }
    }

    /** Empty while somebody changes the tables, or has them open as they are. */
    private Optional<TablesLock> upToDate(Schema schema, TablesLock lock) {
        if (!lock.share()) {
            return Optional.empty();
        }
        if (schema.isUpToDate()) {
            return Optional.of(lock);
        }
        lock.shareNoMore();
        refuseInUse(lock);
        if (!lock.takeAlone()) {
            return Optional.empty();
        }
        refuseInUse(lock);
        schema.migrate();
        lock.shareWithOthers();
        return Optional.of(lock);
    }

    /** Runs of releases that knew no lock on the tables are told by their other ones. */
    private void refuseInUse(TablesLock lock) {
        List<LockHolder> holders = lock.holders();
        if (!holders.isEmpty()) {
            throw new OlderStoreInUseException(
                    place(), holders.stream().map(LockHolder::toString).collect(Collectors.joining(" and ")));
        }
    }

    @Override
    public Optional<Store> openToLook(StoreWait wait) {
        return open(FEW, (schema, pool) -> schema.isToLookAt() ? NOTHING_KEPT : Optional.empty());
    }

    @Override
    public Optional<Store> openToLookUp(StoreWait wait) {
        return open(FEW, (schema, pool) -> schema.isToLookUpIn() ? NOTHING_KEPT : Optional.empty());
    }

    private static final Optional<Runnable> NOTHING_KEPT = Optional.of(() -> {});

    /** Makes sure of the tables, and returns what to do before the store is closed. Empty where there is no store. */
    private interface Tables {
        Optional<Runnable> secure(Schema schema, HikariDataSource pool) throws SQLException;
    }

    private Optional<Store> open(int size, Tables tables) {
        HikariDataSource pool = null;
        Optional<Store> store = Optional.empty();
        try {
            refuseOld();
            HikariConfig config = Store.poolOf(size);
            config.setDataSource(server);
            config.setConnectionInitSql(KEEP);
            HikariDataSource opened = new HikariDataSource(config);
            pool = opened;
            store = tables.secure(new Schema(place(), opened, new PostgresDialect()), opened)
                    .map(before -> new Store(opened, before, () -> {}));
            return store;
        } catch (SQLException | RuntimeException e) {
            throw unavailable(e);
        } finally {
            if (pool != null && store.isEmpty()) {
                pool.close();
            }
        }
    }

    private void refuseOld() throws SQLException {
        try (Connection connection = server.getConnection()) {
            refuseOld(connection.getMetaData().getDatabaseMajorVersion());
        }
    }

    static void refuseOld(int version) {
        if (version < OLDEST) {
            throw new StoreUnavailableException("The database that " + SETTING + " names is PostgreSQL " + version
                    + ", and the store needs " + OLDEST + " or newer. Name a newer one.");
        }
    }

    private static RuntimeException unavailable(Exception e) {
        return e instanceof StoreUnavailableException
                        || e instanceof OlderStoreException
                        || e instanceof OlderStoreInUseException
                ? (RuntimeException) e
                : StoreUnavailableException.of(
                        "the PostgreSQL database that " + SETTING + " names",
                        e,
                        "Check that it runs and is reached from here, that it or its schema (currentSchema) is the"
                                + " store's alone, and " + SETTING + ", SPRING_DATASOURCE_USERNAME and"
                                + " SPRING_DATASOURCE_PASSWORD.");
    }

    @Override
    public Locks locks(KnownWorkspaces.Known workspace, LockHolder holder) {
        try {
            return new AdvisoryLocks(connection(), workspace, holder);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = server.getConnection();
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(KEEP);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    @Override
    public LockHolders holders(@Nullable Store store) {
        return store == null ? NONE : new AdvisoryLockHolders(new JdbcTemplate(store.dataSource()));
    }

    private static final LockHolders NONE = new LockHolders() {
        @Override
        public List<Held> all() {
            return List.of();
        }

        @Override
        public boolean turnIsTaken(long workspaceId) {
            return false;
        }
    };
}
