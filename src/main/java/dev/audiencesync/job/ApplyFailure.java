package dev.audiencesync.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stops applying, thrown only after the outcomes that came before it were committed: thrown from the writer it would
 * roll them back, and their calls would be made again.
 */
final class ApplyFailure {
    private @Nullable RuntimeException cause;

    void set(RuntimeException failure) {
        cause = failure;
    }

    Optional<RuntimeException> cause() {
        return Optional.ofNullable(cause);
    }

    void throwIfSet() {
        if (cause != null) {
            throw cause;
        }
    }
}
