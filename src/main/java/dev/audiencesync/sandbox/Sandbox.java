package dev.audiencesync.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/**
 * A running simulator of Intercom's API on 127.0.0.1: contacts, search, tags and contact attributes of 2.10 to 2.16, and
 * over the same workspace the users and tags of 1.0 to 1.4, with their identity rules, conflicts, rate limit and index
 * lag. With a state file, whatever was answered survives even a kill. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
    private final Store store;
    private final HttpFront front;
    private final Counters counters;
    private final RateLimit rateLimit;
    private final Snapshots snapshots;
    private final ManualChanges manualChanges;
    private final Faults faults;
    private final LiveSettings settings;

    private Sandbox(SandboxOptions options, LiveSettings settings, Counters counters, Store store) throws IOException {
        this.settings = settings;
        this.counters = counters;
        this.rateLimit = new RateLimit(options.clock());
        this.store = store;
        this.faults = new Faults(options.clock(), options.seed());
        faults.add(options.faults());
        this.snapshots = new Snapshots(store);
        this.manualChanges = new ManualChanges(store, options.clock());
        options.attributes().forEach(manualChanges::defineAttribute);
        Routes routes = Routes.of(store, settings, options.clock(), options.workspaceId());
        Pipeline pipeline = new Pipeline(routes, rateLimit, faults, counters, settings, options.token());
        ControlCalls control = new ControlCalls(snapshots, counters, rateLimit, settings, faults);
        this.front = HttpFront.open(options.port(), pipeline, control, settings, new Latency(options.seed()));
    }

    /**
     * Starts answering.
     *
     * @throws UncheckedIOException if the port or the state file cannot be used
     * @throws IllegalStateException if another sandbox uses the state file, or it cannot be read
     */
    public static Sandbox start(SandboxOptions options) {
        LiveSettings settings = new LiveSettings(options.settings());
        Counters counters = new Counters();
        State state = new State(options.clock(), () -> settings.get().indexLag());
        try {
            Journal journal = options.stateFile() == null ? Journal.none() : StateFile.open(options.stateFile(), state);
            Store store = new Store(state, journal, counters::took);
            try {
                return new Sandbox(options, settings, counters, store);
            } catch (IOException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (SocketException e) {
            throw new UncheckedIOException(
                    "The sandbox could not start: port " + options.port() + " of 127.0.0.1: " + e.getMessage()
                            + ". Choose another, or 0 for a free one.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not start: " + e.getMessage(), e);
        }
    }

    /** Where the API answers, such as {@code http://127.0.0.1:8020}. */
    public URI baseUrl() {
        return front.baseUrl();
    }

    /** What was answered so far. */
    public SandboxCounts counts() {
        return counters.snapshot();
    }

    /** Who spent how much of the rate limit, by its windows, oldest first. */
    public List<WindowUse> windows() {
        return rateLimit.uses();
    }

    /** Every contact, of any life, oldest first. */
    public List<ContactSnapshot> contacts() {
        return snapshots.contacts();
    }

    /** Every tag, oldest first. */
    public List<TagSnapshot> tags() {
        return snapshots.tags();
    }

    /** Changes behind the API's back. */
    public ManualChanges manually() {
        return manualChanges;
    }

    /** Calls that go wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** What can be changed while running. */
    public SandboxSettings settings() {
        return settings.get();
    }

    /** Takes effect with the next call. */
    public void set(SandboxSettings changed) {
        settings.change(old -> changed);
    }

    /** Stops answering; calls whose answer is still out see their connection break. */
    @Override
    public void close() {
        front.close();
        store.close();
    }
}
