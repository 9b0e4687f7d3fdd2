package dev.audiencesync.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second sandbox off a state file. It is taken on a file beside it, because compaction replaces the state file;
 * it dies with its process.
 */
final class StateFileLock implements AutoCloseable {
    private final FileChannel channel;

    private StateFileLock(FileChannel channel) {
        this.channel = channel;
    }

    static StateFileLock of(Path stateFile) throws IOException {
        Path lockFile = stateFile.resolveSibling(stateFile.getFileName() + ".lock");
        OwnerOnly.createIfMissing(lockFile);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IllegalStateException("The state file " + stateFile
                    + " is in use by another sandbox; stop that one or choose another file");
        }
        return new StateFileLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another sandbox of this very process holds it.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
