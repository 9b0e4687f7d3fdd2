package dev.audiencesync.definition;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of pictures and pages. */
public final class WebAddress {
    private WebAddress() {}

    /** Whether the text is an absolute address of http or https. */
    public static boolean isOne(String text) {
        try {
            URI uri = new URI(text.strip());
            return uri.getRawAuthority() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
