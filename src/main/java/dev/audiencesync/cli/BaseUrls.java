package dev.audiencesync.cli;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Where calls may go: https anywhere, plain http to loopback only, for the token travels with each call. */
final class BaseUrls {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");

    private BaseUrls() {}

    static void check(URI url) {
        String scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new UsageException("--intercom-base-url " + url + " is no address like https://api.intercom.io.");
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new UsageException("--intercom-base-url " + url
                    + " would send the access token in the clear: plain http is allowed to loopback only. Use https.");
        }
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127(\\.\\d{1,3}){3}");
    }
}
