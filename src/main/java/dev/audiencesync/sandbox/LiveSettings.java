package dev.audiencesync.sandbox;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The settings in force, changed while calls read them. */
final class LiveSettings implements Supplier<SandboxSettings> {
    private volatile SandboxSettings current;

    LiveSettings(SandboxSettings initial) {
        this.current = initial;
    }

    @Override
    public SandboxSettings get() {
        return current;
    }

    synchronized SandboxSettings change(UnaryOperator<SandboxSettings> by) {
        SandboxSettings changed = by.apply(current);
        current = changed;
        return changed;
    }
}
