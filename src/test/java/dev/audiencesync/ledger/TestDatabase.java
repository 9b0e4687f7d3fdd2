package dev.audiencesync.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The databases that tests of the store's contract run on. */
public enum TestDatabase {
    H2 {
        @Override
        public HikariDataSource open() {
            HikariDataSource dataSource = pool("jdbc:h2:mem:ledger" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
            dataSource.setUsername("sa");
            new Schema("the test's", dataSource, new H2Dialect()).migrate();
            return dataSource;
        }

        @Override
        public Database of(Home home) {
            return new HomeDatabase(home);
        }

        @Override
        public Database made(Home home) {
            MadeStore.newest().copyTo(home);
            return of(home);
        }
    },
    POSTGRESQL {
        @Override
        public HikariDataSource open() {
            return pool(PostgresServer.lastingUrl());
        }

        @Override
        public Database of(Home home) {
            return PostgresServer.at(PostgresServer.url());
        }

        @Override
        public Database made(Home home) {
            return of(home);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Shared shared = new Shared();

    /** What tests that do not ask for one run on; all can be run on the other: {@code -Dtest.database=postgresql}. */
    public static TestDatabase standard() {
        return valueOf(System.getProperty("test.database", "h2").toUpperCase(Locale.ROOT));
    }

    /** A ledger of its own, for tests of what is not kept apart by workspace. */
    public abstract HikariDataSource open();

    /** A database of its own as a program finds it. */
    public abstract Database of(Home home);

    /** The same, with an empty store in it already: for tests that are not about how it comes there. */
    public abstract Database made(Home home);

    /** One ledger for all tests that take a workspace of their own: nothing crosses from one to another. */
    public JdbcTemplate template() {
        return new JdbcTemplate(shared.dataSource(this));
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(shared.dataSource(this)));
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setMaximumPoolSize(8);
        dataSource.setMinimumIdle(1);
        return dataSource;
    }

    private static final class Shared {
        private HikariDataSource dataSource;

        synchronized HikariDataSource dataSource(TestDatabase database) {
            if (dataSource == null) {
                dataSource = database.open();
            }
            return dataSource;
        }
    }
}
