package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the table of calls. A pattern's {@code {name}} segments are variables; {@code sinceMinor} is the 2.x
 * version that brought the call.
 */
record Route(String method, List<String> pattern, int sinceMinor, Function<Call, CallKind> kind, Handler handler) {

    static Route of(String method, String pattern, CallKind kind, Handler handler) {
        return new Route(method, split(pattern), 0, call -> kind, handler);
    }

    /** A call whose kind shows in its body. */
    static Route of(String method, String pattern, Function<Call, CallKind> kind, Handler handler) {
        return new Route(method, split(pattern), 0, kind, handler);
    }

    Route since(int minor) {
        return new Route(method, pattern, minor, kind, handler);
    }

    private static List<String> split(String pattern) {
        return List.of(pattern.substring(1).split("/", -1));
    }

    /** The variables of the path, if it fits the pattern. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != pattern.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = pattern.get(i);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), path.get(i));
            } else if (!expected.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
