package dev.audiencesync.intercom;

import java.util.Optional;
import java.util.function.Function;

/** How one call ended, where it concerns only what it was about. */
sealed interface Reply<T> {

    <R> R fold(Function<T, R> success, Function<Refusal, R> refusal);

    record Success<T>(T value) implements Reply<T> {
        @Override
        public <R> R fold(Function<T, R> success, Function<Refusal, R> refusal) {
            return success.apply(value);
        }
    }

    record Declined<T>(Refusal reason) implements Reply<T> {
        @Override
        public <R> R fold(Function<T, R> success, Function<Refusal, R> refusal) {
            return refusal.apply(reason);
        }
    }

    /** For calls that are about no one in particular. */
    default T orSystemic() {
        Optional<T> value = fold(Optional::of, refusal -> {
            throw new SystemicRefusal(refusal.fault());
        });
        return value.orElseThrow();
    }
}
