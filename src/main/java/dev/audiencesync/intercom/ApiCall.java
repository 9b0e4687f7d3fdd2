package dev.audiencesync.intercom;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request, but for what all requests share.
 *
 * @param path below the base URL, encoded, with its query
 */
record ApiCall(CallKind kind, HttpMethod method, String path, Optional<ObjectNode> body) {

    static ApiCall get(CallKind kind, String path) {
        return new ApiCall(kind, HttpMethod.GET, path, Optional.empty());
    }

    static ApiCall delete(CallKind kind, String path) {
        return new ApiCall(kind, HttpMethod.DELETE, path, Optional.empty());
    }

    static ApiCall post(CallKind kind, String path, ObjectNode body) {
        return new ApiCall(kind, HttpMethod.POST, path, Optional.of(body));
    }

    static ApiCall post(CallKind kind, String path) {
        return new ApiCall(kind, HttpMethod.POST, path, Optional.empty());
    }

    static ApiCall put(CallKind kind, String path, ObjectNode body) {
        return new ApiCall(kind, HttpMethod.PUT, path, Optional.of(body));
    }

    /** An id as one segment of a path. A blank one would name the collection instead: a list for one contact. */
    static String segment(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A blank id names nothing");
        }
        return UriUtils.encode(id, StandardCharsets.UTF_8);
    }
}
