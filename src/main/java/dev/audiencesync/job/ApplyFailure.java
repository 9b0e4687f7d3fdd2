package dev.audiencesync.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What broke a slice off, dealt with only after the outcomes that came before it were committed: thrown from the writer it
 * would roll them back, and their calls would be made again.
 */
final class ApplyFailure {
    private @Nullable RuntimeException cause;

    void set(RuntimeException failure) {
        cause = failure;
    }

    /** What was set since this was last asked. */
    Optional<RuntimeException> take() {
        Optional<RuntimeException> taken = Optional.ofNullable(cause);
        cause = null;
        return taken;
    }
}
