package dev.audiencesync.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locks of the operating system on files in the home: one for each job, and one turn for all that the home is for. */
public final class FileLocks implements Locks {
    private final Home home;
    private final LockHolder me;
    private final List<FileLocked> held = new ArrayList<>();

    public FileLocks(Home home, LockHolder me) {
        this.home = home;
        this.me = me;
    }

    @Override
    public boolean tryTake(Which which) {
        Optional<FileLocked> lock = FileLocked.tryLock(home.lock(name(which)));
        lock.ifPresent(taken -> {
            held.add(taken);
            taken.write(me.toString());
        });
        return lock.isPresent();
    }

    @Override
    public String holder(Which which) {
        return FileLocked.read(home.lock(name(which)));
    }

    private String name(Which which) {
        return which == Which.JOB ? FileLockHolders.OF_JOB + me.job() : FileLockHolders.TURN;
    }

    @Override
    public String turnOf() {
        return "store";
    }

    /** The system takes no lock from a process that lives. */
    @Override
    public void check(JdbcTemplate store) {}

    @Override
    public void checkNotTakenOver(JdbcTemplate store) {}

    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.remove(held.size() - 1).close();
        }
    }
}
