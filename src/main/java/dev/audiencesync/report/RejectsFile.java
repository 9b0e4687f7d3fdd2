package dev.audiencesync.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a rejects file, a JSON line an item, as they come. Whoever reads the file meanwhile sees the one before; the
 * new one takes its place whole when this is closed, and not at all when a write failed. For one thread.
 */
public final class RejectsFile implements Closeable {
    private final Path target;
    private final Path draft;
    private final BufferedWriter writer;
    private boolean broken;

    private RejectsFile(Path target, Path draft) throws IOException {
        this.target = target;
        this.draft = draft;
        this.writer = Files.newBufferedWriter(draft, StandardOpenOption.APPEND);
    }

    /** Starts afresh: what the file holds now goes at close. */
    public static RejectsFile replacing(Path target) throws IOException {
        return new RejectsFile(target, PrivateFiles.draftOf(target));
    }

    public void write(RejectedItem item) throws IOException {
        try {
            writer.write(line(item));
            writer.write('\n');
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
            if (!broken) {
                PrivateFiles.replace(target, draft);
            }
        } finally {
            broken = true;
            Files.deleteIfExists(draft);
        }
    }

    private static String line(RejectedItem item) {
        return RunJson.object()
                .put("file", item.file())
                .put("line", item.line())
                .put("person", item.person())
                .put("change", item.change())
                .put("reason", item.reason())
                .put("code", item.code())
                .toString();
    }
}
