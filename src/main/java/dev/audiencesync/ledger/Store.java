package dev.audiencesync.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** The store while it is open: the ledger, the runs, and Spring Batch's own tables. */
public final class Store implements AutoCloseable {
    private final HikariDataSource dataSource;
    private final Runnable before;
    private final Runnable after;

    /**
     * @param before what to do before the pool is closed
     * @param after and when it is
     */
    Store(HikariDataSource dataSource, Runnable before, Runnable after) {
        this.dataSource = dataSource;
        this.before = before;
        this.after = after;
    }

    /** What all pools on stores have in common. */
    static HikariConfig poolOf(int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        return config;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        before.run();
        dataSource.close();
        after.run();
    }
}
