package dev.audiencesync.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How Intercom is reached and what is done with contacts that are gone.
 *
 * @param baseUrl from {@code region} or {@code base-url}
 * @param version {@code Intercom-Version}, for example {@code 2.16}
 * @param accessToken where the token is to be found, never the token
 * @param reservePercent of the rate limit, left to the workspace's other apps
 * @param workspace the workspace's name where {@code GET /me} is refused
 */
public record IntercomSettings(
        URI baseUrl,
        String version,
        @Nullable SecretReference accessToken,
        int reservePercent,
        OnArchived onArchived,
        OnDeleted onDeleted,
        @Nullable String workspace) {

    public enum OnArchived {
        REJECT,
        UNARCHIVE
    }

    public enum OnDeleted {
        REJECT,
        CREATE
    }
}
