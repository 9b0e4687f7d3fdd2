package dev.audiencesync.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who holds advisory locks: the rows of those whose session is alive. */
final class AdvisoryLockHolders implements LockHolders {
    private final List<Held> all;

    AdvisoryLockHolders(JdbcTemplate store) {
        this.all = store.query(
                "select * from lock_holder h where " + AdvisoryLocks.ALIVE,
                (row, number) -> new Held(
                        row.getBoolean("whole_workspace") ? Locks.Which.TURN : Locks.Which.JOB,
                        row.getLong("workspace_id"),
                        AdvisoryLocks.HOLDER.mapRow(row, number)));
    }

    @Override
    public List<Held> all() {
        return all;
    }

    @Override
    public boolean turnIsTaken(long workspaceId) {
        return all.stream()
                .anyMatch(held -> held.which() == Locks.Which.TURN
                        && held.workspaceId() != null
                        && held.workspaceId() == workspaceId);
    }
}
