package dev.audiencesync.job;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.FileLockHolders;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.LockHolder;
import dev.audiencesync.ledger.LockHolders;
import dev.audiencesync.ledger.LockHolders.Held;
import dev.audiencesync.ledger.Locks.Which;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.report.LiveRun;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who runs in a store or waits to, from who holds its locks. */
public final class LiveRuns {
    private final List<LiveRun> all;
    private final LockHolders holders;

    private LiveRuns(List<LiveRun> all, LockHolders holders) {
        this.all = all;
        this.holders = holders;
    }

    /** @param store null where there is none yet */
    public static LiveRuns of(Home home, Database database, @Nullable Store store) {
        LockHolders holders = database.holders(store);
        List<Held> ofStore = holders.all();
        List<Held> ofHome = home.exists() ? new FileLockHolders(home).all() : List.of();
        return new LiveRuns(
                Stream.concat(live(ofStore), live(ofHome))
                        .distinct()
                        .sorted(Comparator.comparing(LiveRun::since).thenComparing(LiveRun::job))
                        .toList(),
                holders);
    }

    /** The oldest first. */
    public List<LiveRun> all() {
        return all;
    }

    /** Whether anybody may be at work in the workspace: a run there that looks alive has crashed otherwise. */
    public boolean turnIsTaken(long workspaceId) {
        return holders.turnIsTaken(workspaceId);
    }

    private static Stream<LiveRun> live(List<Held> held) {
        return held.stream().filter(one -> one.which() == Which.JOB).map(job -> {
            String waitsFor = held.stream()
                    .filter(one -> one.which() == Which.TURN && Objects.equals(one.workspaceId(), job.workspaceId()))
                    .map(turn -> turn.holder().job())
                    .filter(other -> !other.equals(job.holder().job()))
                    .findFirst()
                    .orElse(null);
            LockHolder holder = job.holder();
            return new LiveRun(holder.job(), holder.host(), holder.process(), holder.since(), waitsFor);
        });
    }
}
