package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Who works with the tables of a store in PostgreSQL: any number of runs, or whoever changes them, alone. It is an
 * advisory lock of one session and dies with it, keyed as those of {@link AdvisoryLocks}.
 */
final class TablesLock implements AutoCloseable {
    private final SingleConnectionDataSource session;
    private final JdbcTemplate template;
    private final long key;

    /** @param connection kept, and closed with the lock */
    TablesLock(Connection connection) throws SQLException {
        this.session = new SingleConnectionDataSource(connection, true);
        this.template = new JdbcTemplate(session);
        this.key = Fingerprint.of("audience-sync\n" + connection.getSchema() + "\ntables")
                .high();
    }

    /** Shares the tables, unless somebody changes them. */
    boolean share() {
        return done("pg_try_advisory_lock_shared");
    }

    void shareNoMore() {
        done("pg_advisory_unlock_shared");
    }

    /** Takes the tables for changing them, unless anybody else has them. */
    boolean takeAlone() {
        return done("pg_try_advisory_lock");
    }

    /** From changing the tables to sharing them, with nobody in between. */
    void shareWithOthers() {
        share();
        done("pg_advisory_unlock");
    }

    /** Who runs in the store or waits to, of whichever release, by the locks of their jobs. */
    List<LockHolder> holders() {
        boolean noted = Boolean.TRUE.equals(
                template.queryForObject("select to_regclass('lock_holder') is not null", Boolean.class));
        return noted
                ? new AdvisoryLockHolders(template)
                        .all().stream()
                                .filter(held -> held.which() == Locks.Which.JOB)
                                .map(LockHolders.Held::holder)
                                .toList()
                : List.of();
    }

    private boolean done(String function) {
        return Boolean.TRUE.equals(template.queryForObject("select " + function + "(?)", Boolean.class, key));
    }

    /** Lets go before the connection ends: the server would take a moment to. */
    @Override
    public void close() {
        try {
            template.execute("select pg_advisory_unlock_all()");
        } catch (DataAccessException connectionIsGone) {
            return;
        } finally {
            session.destroy();
        }
    }
}
