package dev.audiencesync.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file's bytes, unpacked where they are gzip or zstd. What a file is shows in its content, never in its name. */
final class FileContent {

    private static final int BUFFER_SIZE = 1 << 16;
    /** Bytes that are unpacked sooner than a thread for it has begun. */
    private static final int SMALL = 1 << 18;

    private static final List<String> PACKED = List.of(".gz", ".zst", ".zstd");

    private FileContent() {}

    static InputStream open(ExportFile file) throws UnreadableFileException {
        if (Files.isDirectory(file.path())) {
            throw new UnreadableFileException(file.displayName(), 0, "is a folder, not a file", null);
        }
        requireContent(file);
        try {
            return new TextOnly(unpacked(file.path()));
        } catch (IOException e) {
            throw new UnreadableFileException(file.displayName(), 0, openingFailure(e), e);
        }
    }

    /** An export of nothing is a file without records; a packed one without a byte is a copy that went wrong. */
    private static void requireContent(ExportFile file) throws UnreadableFileException {
        String name = file.path().toString().toLowerCase(Locale.ROOT);
        boolean packed = PACKED.stream().anyMatch(name::endsWith);
        if (packed && file.path().toFile().length() == 0 && Files.exists(file.path())) {
            throw new UnreadableFileException(
                    file.displayName(), 0, "is empty, not even a packed nothing; copy or export it again", null);
        }
    }

    /** Why reading ended early, in words. */
    static UnreadableFileException unreadable(ExportFile file, long line, IOException failure) {
        String message = failure.getMessage();
        String reason = message == null ? failure.getClass().getSimpleName() : message;
        long at = failure instanceof TextOnly.NoTextException ? 0 : line;
        return new UnreadableFileException(file.displayName(), at, reason, failure);
    }

    private static InputStream unpacked(Path path) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_SIZE);
        try {
            raw.mark(Integer.BYTES);
            byte[] head = raw.readNBytes(Integer.BYTES);
            raw.reset();
            return unpacked(raw, head);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw, byte[] head) throws IOException {
        if (head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return new ReadAhead(new GzipMembers(raw), SMALL);
        }
        return ZstdFrames.begin(head) ? new ReadAhead(new ZstdFrames(raw), SMALL) : raw;
    }

    /** Why a file cannot be looked at, in words that follow its name. */
    static String openingFailure(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read by this user";
        }
        return "cannot be opened: " + e.getMessage();
    }
}
