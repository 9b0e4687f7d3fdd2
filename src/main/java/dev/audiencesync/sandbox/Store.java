package dev.audiencesync.sandbox;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The only way to the state: one call at a time, and a change reaches the journal before it takes effect or is
 * answered. One lock is enough, as calls hold it for microseconds.
 */
final class Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final State state;
    private final Journal journal;
    private final Consumer<Effects> onEffects;

    Store(State state, Journal journal, Consumer<Effects> onEffects) {
        this.state = state;
        this.journal = journal;
        this.onEffects = onEffects;
    }

    <T> T read(Function<State, T> work) {
        lock.lock();
        try {
            return work.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /** A change asked for by an API call; its effects are counted. */
    <T> T write(BiFunction<State, Changes, T> work) {
        return change(work, onEffects);
    }

    /** A change made by hand, behind the API's back; not counted. */
    <T> T writeByHand(BiFunction<State, Changes, T> work) {
        return change(work, effects -> {});
    }

    private <T> T change(BiFunction<State, Changes, T> work, Consumer<Effects> listener) {
        lock.lock();
        try {
            Changes changes = new Changes();
            T result = work.apply(state, changes);
            AfterImages images = changes.afterImages();
            if (images.size() > 0) {
                journal.append(images);
                Effects effects = effectsOf(images);
                state.apply(images);
                listener.accept(effects);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private Effects effectsOf(AfterImages images) {
        return images.contacts().stream()
                .map(after -> Effects.between(state.contacts().find(after.id()), after))
                .reduce(Effects.NONE, Effects::plus);
    }

    /** Waits for the call in progress and ends the journal. */
    void close() {
        lock.lock();
        try {
            journal.close();
        } finally {
            lock.unlock();
        }
    }
}
