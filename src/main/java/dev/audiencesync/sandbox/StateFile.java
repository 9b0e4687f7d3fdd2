package dev.audiencesync.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * A workspace on disk: JSON lines of after-images, later ones replacing earlier ones. A line is written before its call
 * is answered, so a killed process loses nothing it acknowledged; the torn line such a death may leave was never
 * acknowledged and is dropped.
 */
final class StateFile implements Journal {
    /** Compaction pays once most images in the file are out of date, and not for a handful. */
    private static final int GROWN_FACTOR = 2;

    private static final int GROWN_MINIMUM = 1_000;

    private final Path file;
    private final FileChannel channel;
    private final StateFileLock lock;

    private StateFile(Path file, FileChannel channel, StateFileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens the file for this process alone and fills the state from it.
     *
     * @throws IllegalStateException if another sandbox has it open, or a line cannot be read
     */
    static StateFile open(Path file, State state) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        StateFileLock lock = StateFileLock.of(file);
        try {
            OwnerOnly.createIfMissing(file);
            dropTornLine(file);
            long images = load(file, state);
            if (images > GROWN_MINIMUM + GROWN_FACTOR * entityCount(state)) {
                compact(file, state);
            }
            state.endLag();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new StateFile(file, channel, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void append(AfterImages images) {
        try {
            long before = channel.size();
            try {
                write(channel, images);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write to the state file " + file + "; nothing was changed", e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the state file " + file, e);
        }
    }

    private static void write(FileChannel to, AfterImages images) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((Json.MAPPER.writeValueAsString(images) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            to.write(line);
        }
    }

    private static void dropTornLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0) {
                one.clear();
                channel.read(one, end - 1);
                if (one.get(0) == '\n') {
                    break;
                }
                end--;
            }
            channel.truncate(end);
        }
    }

    private static long load(Path file, State state) throws IOException {
        long images = 0;
        long lineNumber = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lineNumber++;
                AfterImages read = parse(line, file, lineNumber);
                state.apply(read);
                images += read.size();
            }
        }
        return images;
    }

    private static AfterImages parse(String line, Path file, long lineNumber) {
        try {
            return Json.MAPPER.readValue(line, AfterImages.class);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "State file " + file + ", line " + lineNumber
                            + " cannot be read; move the file away to start empty",
                    e);
        }
    }

    private static long entityCount(State state) {
        return (long) state.contacts().size()
                + state.tagsEver().size()
                + state.attributes().size();
    }

    /** Writes aside and renames: a death in the middle leaves the old file. */
    private static void compact(Path file, State state) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".compacting");
        Files.deleteIfExists(aside);
        OwnerOnly.createIfMissing(aside);
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            Consumer<AfterImages> line = images -> {
                try {
                    write(channel, images);
                } catch (IOException e) {
                    throw new UncheckedIOException("Could not compact the state file " + file, e);
                }
            };
            line.accept(new AfterImages(
                    null,
                    List.copyOf(state.tagsEver()),
                    List.copyOf(state.attributes().values())));
            state.contacts().all().forEach(contact -> line.accept(new AfterImages(List.of(contact), null, null)));
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
