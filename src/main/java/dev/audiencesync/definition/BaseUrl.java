package dev.audiencesync.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where an Intercom API may be reached: over TLS anywhere, over plain HTTP on this machine only. */
public final class BaseUrl {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|\\[::1]|127(\\." + OCTET + "){3}", Pattern.CASE_INSENSITIVE);

    private BaseUrl() {}

    /**
     * The URL without slashes at its end.
     *
     * @throws IllegalArgumentException says what is wrong with it, never what it holds: a URL may carry a password
     */
    public static URI parse(String text) {
        URI url = uri(text.strip());
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw new IllegalArgumentException("must be a URL such as https://api.intercom.io");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("must be a scheme, a host, a port and a path, and nothing else");
        }
        if (scheme.equals("http") && !LOOPBACK.matcher(url.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "must begin with https: plain http would show the token to the network, and is for loopback only");
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
    }
}
