package dev.audiencesync.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who holds a home's locks, from what their files say. The job's locks themselves are not tried: its start in that moment
 * would take the looker for the same job running already.
 */
public final class FileLockHolders implements LockHolders {
    static final String TURN = "run";
    static final String OF_JOB = "job-";

    private final Home home;

    public FileLockHolders(Home home) {
        this.home = home;
    }

    @Override
    public List<Held> all() {
        Path locks = home.lock(TURN).resolveSibling("");
        if (!Files.isDirectory(locks)) {
            return List.of();
        }
        List<Held> held = new ArrayList<>();
        holder(home.lock(TURN)).ifPresent(one -> held.add(new Held(Locks.Which.TURN, null, one)));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(locks, OF_JOB + "*.lock")) {
            for (Path file : files) {
                holder(file).ifPresent(one -> held.add(new Held(Locks.Which.JOB, null, one)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the locks in " + locks + ": " + e.getMessage(), e);
        }
        return held;
    }

    @Override
    public boolean turnIsTaken(long workspaceId) {
        return Files.isDirectory(home.lock(TURN).resolveSibling("")) && FileLocked.isHeld(home.lock(TURN));
    }

    private static Optional<LockHolder> holder(Path lock) {
        return LockHolder.parse(FileLocked.read(lock)).filter(LockHolder::isAlive);
    }
}
