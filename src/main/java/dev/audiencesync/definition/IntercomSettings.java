package dev.audiencesync.definition;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Intercom is reached and what is done with contacts that are gone.
 *
 * @param baseUrl from {@code region} or {@code base-url}
 * @param version {@code Intercom-Version}, for example {@code 2.16}; {@link #USERS_API} is the Users API
 * @param accessToken where the token is to be found, never the token
 * @param reservePercent of the rate limit, left to the workspace's other apps
 * @param patience with calls that fail and may not the next time, and with an Intercom that is away
 * @param workspace the workspace's name where {@code GET /me} is refused
 */
public record IntercomSettings(
        URI baseUrl,
        String version,
        @Nullable SecretReference accessToken,
        int reservePercent,
        OnArchived onArchived,
        OnDeleted onDeleted,
        Patience patience,
        @Nullable String workspace) {

    /** The one version of the Users API that is spoken; the others are the Contacts API's. */
    public static final String USERS_API = "1.4";

    public Api api() {
        return Api.ofVersion(version);
    }

    /**
     * How long is waited for what may pass.
     *
     * @param attempts of one call in all, the first included, from 1
     * @param longestWait the longest pause between two of them
     * @param rideOut how long an Intercom that is away is waited for before the run fails; zero for not at all
     */
    public record Patience(int attempts, Duration longestWait, Duration rideOut) {
        public static final Patience DEFAULT = new Patience(5, Duration.ofSeconds(30), Duration.ofMinutes(30));
    }

    public enum OnArchived {
        REJECT,
        UNARCHIVE
    }

    public enum OnDeleted {
        REJECT,
        CREATE
    }
}
