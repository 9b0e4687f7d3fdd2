package dev.audiencesync.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The home cannot be worked in: exit 2, nothing begun; the message says what, where and what to do. */
public final class HomeUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HomeUnusableException(Path home, String why, @Nullable Throwable cause) {
        super("The home folder " + home + " " + why + ", or give another with --home.", cause);
    }
}
