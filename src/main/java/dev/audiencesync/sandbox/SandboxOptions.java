package dev.audiencesync.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox starts; immutable. Begin with {@link #defaults()}: an ephemeral port, memory only, the system clock, no
 * latency, no index lag, Intercom's 10,000 calls a minute, any bearer token, no custom attributes.
 *
 * @param port TCP port on 127.0.0.1; 0 takes a free one
 * @param stateFile where the workspace is kept across restarts; null keeps it in memory only
 * @param clock the time of timestamps, rate-limit windows and index lag
 * @param seed of the random latencies and faults
 * @param workspaceId the workspace's {@code app.id_code}
 * @param token the one bearer token accepted; null accepts any
 * @param attributes custom attributes to define at the start, where the state file does not have them yet
 * @param settings what can be changed later
 * @param faults what goes wrong from the start
 */
public record SandboxOptions(
        int port,
        @Nullable Path stateFile,
        Clock clock,
        long seed,
        String workspaceId,
        @Nullable String token,
        Map<String, AttributeType> attributes,
        SandboxSettings settings,
        List<Fault> faults) {

    public SandboxOptions {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        faults = List.copyOf(faults);
    }

    public static SandboxOptions defaults() {
        return new SandboxOptions(
                0, null, Clock.systemUTC(), 1, "sandbox1", null, Map.of(), SandboxSettings.DEFAULTS, List.of());
    }

    public SandboxOptions withPort(int number) {
        return new SandboxOptions(number, stateFile, clock, seed, workspaceId, token, attributes, settings, faults);
    }

    public SandboxOptions withStateFile(@Nullable Path file) {
        return new SandboxOptions(port, file, clock, seed, workspaceId, token, attributes, settings, faults);
    }

    public SandboxOptions withClock(Clock time) {
        return new SandboxOptions(port, stateFile, time, seed, workspaceId, token, attributes, settings, faults);
    }

    public SandboxOptions withSeed(long number) {
        return new SandboxOptions(port, stateFile, clock, number, workspaceId, token, attributes, settings, faults);
    }

    public SandboxOptions withWorkspaceId(String idCode) {
        return new SandboxOptions(port, stateFile, clock, seed, idCode, token, attributes, settings, faults);
    }

    public SandboxOptions withToken(@Nullable String accepted) {
        return new SandboxOptions(port, stateFile, clock, seed, workspaceId, accepted, attributes, settings, faults);
    }

    /** Defines a custom attribute for contacts; Intercom refuses writes that name an undefined one. */
    public SandboxOptions withAttribute(String name, AttributeType type) {
        Map<String, AttributeType> more = new LinkedHashMap<>(attributes);
        more.put(name, type);
        return new SandboxOptions(port, stateFile, clock, seed, workspaceId, token, more, settings, faults);
    }

    public SandboxOptions withFaults(List<Fault> more) {
        return new SandboxOptions(port, stateFile, clock, seed, workspaceId, token, attributes, settings, more);
    }

    /** Every answer takes a uniformly random time between the two. */
    public SandboxOptions withLatency(Duration min, Duration max) {
        return with(settings.withLatency(min, max));
    }

    /** How long search does not see a new or changed contact. */
    public SandboxOptions withIndexLag(Duration lag) {
        return with(settings.withIndexLag(lag));
    }

    public SandboxOptions withRateLimitPerMinute(int calls) {
        return with(settings.withRateLimitPerMinute(calls));
    }

    public SandboxOptions withBulkUntag(BulkUntag choice) {
        return with(settings.withBulkUntag(choice));
    }

    public SandboxOptions withDuplicateEmailCreate(DuplicateEmailCreate choice) {
        return with(settings.withDuplicateEmailCreate(choice));
    }

    private SandboxOptions with(SandboxSettings changed) {
        return new SandboxOptions(port, stateFile, clock, seed, workspaceId, token, attributes, changed, faults);
    }
}
