package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Advisory locks of a PostgreSQL session: one for each job of a workspace, and the workspace's turn. They are held on a
 * connection of their own, outside the pool, and die with it: at once when the process does.
 *
 * <p>The session's lock alone would not keep a run that lost it from storing what it is doing. So whoever takes a lock
 * also writes a row that says so, and whoever writes under it holds that row's share lock until its transaction ends: the
 * next holder can only write the row, and so begin, when nothing of the former one is under way any more.
 *
 * <p>The key of a lock is the first 64 bits of the SHA-256 of what it is of, with the schema the store is in.
 */
final class AdvisoryLocks implements Locks {
    private static final String NOTED =
            "lock_key, whole_workspace, workspace_id, token, backend, job, host, process, since";
    private static final String NOTES = "values (?, ?, ?, ?, pg_backend_pid(), ?, ?, ?, ?)";

    /** The row's holder, with its lock: keys of one number are shown as two halves, with objsubid 1. */
    static final String ALIVE = "exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.granted"
            + " and l.objsubid = 1 and l.pid = h.backend"
            + " and l.database = (select oid from pg_database where datname = current_database())"
            + " and ((cast(l.classid as bigint) << 32) | cast(l.objid as bigint)) = h.lock_key)";

    static final RowMapper<LockHolder> HOLDER = (row, number) -> {
        String host = row.getString("host");
        return new LockHolder(
                row.getString("job"),
                host.equals(Operator.host()) ? "" : host,
                row.getLong("process"),
                Rows.requiredInstant(row, "since"));
    };

    private final SingleConnectionDataSource session;
    private final JdbcTemplate template;
    private final KnownWorkspaces.Known workspace;
    private final LockHolder me;
    private final UUID token = UUID.randomUUID();
    private final String schema;

    /** @param connection one that nobody else uses; closed with the locks */
    AdvisoryLocks(Connection connection, KnownWorkspaces.Known workspace, LockHolder me) throws SQLException {
        this.session = new SingleConnectionDataSource(connection, true);
        this.template = new JdbcTemplate(session);
        this.workspace = workspace;
        this.me = me;
        this.schema = connection.getSchema();
    }

    @Override
    public boolean tryTake(Which which) {
        long key = key(which);
        boolean taken =
                Boolean.TRUE.equals(template.queryForObject("select pg_try_advisory_lock(?)", Boolean.class, key));
        if (!taken) {
            return false;
        }
        if (note(which, key)) {
            return true;
        }
        template.queryForObject("select pg_advisory_unlock(?)", Boolean.class, key);
        return false;
    }

    /** Writes the row; not while a transaction of the former holder is under way. */
    private boolean note(Which which, long key) {
        Object[] note = {
            key,
            which == Which.TURN,
            workspace.id(),
            token,
            me.job(),
            me.host().isEmpty() ? Operator.host() : me.host(),
            me.process(),
            Rows.time(me.since())
        };
        int made = template.update(
                "insert into lock_holder (" + NOTED + ") " + NOTES + " on conflict (lock_key) do nothing", note);
        if (made > 0) {
            return true;
        }
        return template.update(
                        "with free as (select lock_key from lock_holder where lock_key = ? for update skip locked)"
                                + " update lock_holder h set token = ?, backend = pg_backend_pid(), job = ?, host = ?,"
                                + " process = ?, since = ? from free where h.lock_key = free.lock_key",
                        key,
                        note[3],
                        note[4],
                        note[5],
                        note[6],
                        note[7])
                > 0;
    }

    @Override
    public String holder(Which which) {
        List<LockHolder> holders =
                template.query("select * from lock_holder h where lock_key = ? and " + ALIVE, HOLDER, key(which));
        return holders.isEmpty() ? "" : holders.get(0).toString();
    }

    private long key(Which which) {
        String of = which == Which.TURN ? "turn\n" + workspace.code() : "job\n" + workspace.code() + "\n" + me.job();
        return Fingerprint.of("audience-sync\n" + schema + "\n" + of).high();
    }

    @Override
    public String turnOf() {
        return "workspace " + workspace.code();
    }

    @Override
    public void check(JdbcTemplate store) {
        if (!holdsRow(store, " and " + ALIVE)) {
            throw new LockLostException(
                    "The run lost its lock on the workspace " + workspace.code() + " in the store.");
        }
    }

    @Override
    public void checkNotTakenOver(JdbcTemplate store) {
        if (!holdsRow(store, "")) {
            throw new LockLostException("The run lost its lock on the workspace " + workspace.code()
                    + " in the store, and another run has it now.");
        }
    }

    private boolean holdsRow(JdbcTemplate store, String condition) {
        return !store.queryForList(
                        "select h.backend from lock_holder h where h.lock_key = ? and h.token = ?" + condition
                                + " for share of h",
                        Integer.class,
                        key(Which.TURN),
                        token)
                .isEmpty();
    }

    /** Lets go before the connection ends: the server would take a moment to, and the next start be refused. */
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
