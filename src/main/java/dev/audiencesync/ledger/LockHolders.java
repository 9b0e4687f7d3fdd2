package dev.audiencesync.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who holds locks, as others see it. */
public interface LockHolders {

    /**
     * One lock and its holder.
     *
     * @param workspaceId the workspace it is of; null where it is of a whole home
     */
    record Held(Locks.Which which, @Nullable Long workspaceId, LockHolder holder) {}

    List<Held> all();

    /** Whether anybody has the turn of the workspace, or of all: a run there that looks alive is dead otherwise. */
    boolean turnIsTaken(long workspaceId);
}
