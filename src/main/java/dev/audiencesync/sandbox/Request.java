package dev.audiencesync.sandbox;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request, read completely. Path segments and query values are decoded. */
record Request(String method, List<String> path, Map<String, String> query, Headers headers, String body) {

    static Request of(String method, URI uri, Headers headers, String body) {
        return new Request(method, segments(uri.getRawPath()), parameters(uri.getRawQuery()), headers, body);
    }

    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }

    private static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.split("/", -1))
                .skip(1)
                .map(Request::decodeSegment)
                .toList();
    }

    private static Map<String, String> parameters(@Nullable String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** In a path, unlike in a query, a plus sign is itself. */
    private static String decodeSegment(String raw) {
        return decode(raw.replace("+", "%2B"));
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }
}
