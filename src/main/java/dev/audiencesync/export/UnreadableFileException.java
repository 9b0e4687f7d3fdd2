package dev.audiencesync.export;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read to its end: missing, forbidden, cut off or corrupt. The records before that point have been
 * delivered. It is checked because what follows depends on the source's mode, so every caller has to decide.
 */
public class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String reason;

    public UnreadableFileException(String file, long line, String reason, @Nullable Throwable cause) {
        super(file + (line > 0 ? ":" + line : "") + ": " + reason, cause);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    /** The file's display name. */
    public String file() {
        return file;
    }

    /** The last line that was reached, or 0 where the file could not be opened. */
    public long line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
