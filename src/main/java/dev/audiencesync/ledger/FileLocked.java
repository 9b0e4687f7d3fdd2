package dev.audiencesync.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock of the operating system on a file, which dies with its process at once; the file's text says who
 * holds it.
 *
 * <p>The lock lies on one byte far behind the text, so that others can read the text on systems whose locks are
 * mandatory. POSIX drops a process's locks on a file as soon as the process closes any handle to it, so within one
 * process a locked file is never opened a second time: {@link #HELD} answers instead.
 */
public final class FileLocked implements AutoCloseable {
    private static final long LOCKED_BYTE = 1L << 40;
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private FileLocked(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Whether somebody holds the lock now. */
    public static boolean isHeld(Path path) {
        Optional<FileLocked> free = tryLock(path);
        free.ifPresent(FileLocked::close);
        return free.isEmpty();
    }

    /** Takes the lock if it is free. */
    public static Optional<FileLocked> tryLock(Path path) {
        Path file = path.toAbsolutePath().normalize();
        if (HELD.putIfAbsent(file, "") != null) {
            return Optional.empty();
        }
        Optional<FileLocked> lock = Optional.empty();
        try {
            lock = lockedByTheSystem(file);
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<FileLocked> lockedByTheSystem(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Home.privateFile());
        boolean locked = false;
        try {
            locked = channel.tryLock(LOCKED_BYTE, 1, false) != null;
            return locked ? Optional.of(new FileLocked(file, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Replaces the file's text: who holds the lock, for those who wait. */
    public void write(String text) {
        try {
            HELD.put(file, text);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot note who holds " + file + ": " + e.getMessage(), e);
        }
    }

    /** The text its holder wrote; empty where nobody did. */
    public static String read(Path path) {
        Path file = path.toAbsolutePath().normalize();
        String held = HELD.get(file);
        if (held != null) {
            return held;
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read who holds " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release " + file + ": " + e.getMessage(), e);
        } finally {
            HELD.remove(file);
        }
    }
}
