package dev.audiencesync.intercom;

import java.net.URI;

/**
 * How Intercom is called.
 *
 * @param baseUrl scheme and host, for example {@code https://api.eu.intercom.io}
 * @param version sent as {@code Intercom-Version}; without it the app's own default would apply
 * @param token read before the first call, and again when Intercom no longer takes it
 * @param reservePercent of the rate limit, 0 to 99, left to the workspace's other apps
 */
public record ClientSettings(
        URI baseUrl, String version, TokenSource token, int reservePercent, RetrySettings retry, Timeouts timeouts) {

    public ClientSettings {
        if (baseUrl.getHost() == null || baseUrl.getQuery() != null || baseUrl.getUserInfo() != null) {
            throw new IllegalArgumentException("The base URL is a scheme and a host, without user or query");
        }
        if (reservePercent < 0 || reservePercent > 99) {
            throw new IllegalArgumentException("The reserve is between 0 and 99 percent: " + reservePercent);
        }
        ApiVersion.parse(version);
    }

    public ClientSettings(URI baseUrl, String version, TokenSource token, int reservePercent) {
        this(baseUrl, version, token, reservePercent, RetrySettings.DEFAULTS, Timeouts.DEFAULTS);
    }
}
