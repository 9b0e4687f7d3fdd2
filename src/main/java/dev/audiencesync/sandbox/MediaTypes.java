package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Locale;

/** Intercom answers 406 unless JSON is accepted, and takes no body but JSON. */
final class MediaTypes {
    private static final List<String> ACCEPTED = List.of("application/json", "application/*", "*/*");

    private MediaTypes() {}

    static void check(Request request) {
        String accept = lower(String.join(",", request.headers().getOrDefault("Accept", List.of())));
        if (ACCEPTED.stream().noneMatch(accept::contains)) {
            throw new Refusal(
                    406,
                    "media_type_not_acceptable",
                    "The Accept header should send a media type of" + " application/json");
        }
        String contentType = request.header("Content-Type");
        boolean json = contentType != null && lower(contentType).startsWith("application/json");
        if (!request.body().isEmpty() && !json) {
            throw new Refusal(415, "unsupported_media_type", "The Content-Type of a body must be application/json");
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
