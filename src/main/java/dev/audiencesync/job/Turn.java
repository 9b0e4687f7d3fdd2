package dev.audiencesync.job;

import dev.audiencesync.ledger.FileLocks;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.LockHolder;
import dev.audiencesync.ledger.StoredRun;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One run's turn, from before its plan to its last outcome. Where the store is the home's alone, the turn is of the whole
 * home, and taken before the store is opened. Where several homes share the store, it is of the workspace, and taken as
 * soon as that is known; a workspace that lies in the home itself, the sandbox, needs the home's turn as well.
 */
final class Turn implements AutoCloseable {
    private final Surroundings around;
    private final LockHolder me;
    private final List<RunLock> held = new ArrayList<>();

    Turn(Surroundings around, String job) {
        this.around = around;
        this.me = LockHolder.ofThisProcess(job, around.clock().instant());
    }

    /**
     * What has to be held before the store and the workspace are opened.
     *
     * @throws AlreadyRunningException when the job runs or waits already
     * @throws StoppedWhileWaitingException when the signal was raised while another job had the turn
     */
    void begin() {
        around.home().create();
        if (around.database().isOfHome() || around.connections().isInHome()) {
            held.add(RunLock.take(new FileLocks(around.home(), me), me.job(), around.stop(), around.progress()));
        }
    }

    /** What has to be held to work in the workspace; fails as {@link #begin} does. */
    void enter(KnownWorkspaces.Known workspace) {
        if (!around.database().isOfHome()) {
            held.add(RunLock.take(around.database().locks(workspace, me), me.job(), around.stop(), around.progress()));
        }
    }

    /**
     * Makes sure, in the caller's transaction and until its end, that the turn is still this run's.
     *
     * @throws dev.audiencesync.ledger.LockLostException where it is not: then nothing may be stored
     */
    void check(JdbcTemplate store) {
        held.forEach(lock -> lock.locks().check(store));
    }

    /** The same for noting how the run ended, which is also done when the turn was lost, but not once another had it. */
    void checkNotTakenOver(JdbcTemplate store) {
        held.forEach(lock -> lock.locks().checkNotTakenOver(store));
    }

    /** Whether nobody else can be at work on the run while this process has its turn. */
    boolean covers(StoredRun run, long workspaceId) {
        return around.database().isOfHome() || run.workspaceId() == workspaceId;
    }

    @Override
    public void close() {
        Closing closing = new Closing();
        held.forEach(lock -> closing.add(lock::close));
        closing.close();
    }
}
