package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One line of the table of calls. A pattern's {@code {name}} segments are variables. */
record Route(String method, List<String> pattern, Versions versions, Function<Call, CallKind> kind, Handler handler) {

    /**
     * The versions that have a call.
     *
     * @param since the 2.x version that brought it; of no meaning in 1.x
     */
    record Versions(boolean users, boolean contacts, int since) {
        static final Versions ALL = new Versions(true, true, 0);

        boolean include(ApiVersion version) {
            return version.isUsersApi() ? users : contacts && version.atLeast(since);
        }

        /** Whether only the other API has it. */
        boolean areOthersThan(ApiVersion version) {
            return version.isUsersApi() ? !users : !contacts;
        }
    }

    static Route of(String method, String pattern, CallKind kind, Handler handler) {
        return of(method, pattern, call -> kind, handler);
    }

    /** A call whose kind shows in its body. */
    static Route of(String method, String pattern, Function<Call, CallKind> kind, Handler handler) {
        return new Route(method, split(pattern), Versions.ALL, kind, handler);
    }

    Route ofContacts() {
        return in(new Versions(false, true, versions.since()));
    }

    Route ofUsers() {
        return in(new Versions(true, false, 0));
    }

    Route since(int x) {
        return in(new Versions(versions.users(), versions.contacts(), x));
    }

    private Route in(Versions others) {
        return new Route(method, pattern, others, kind, handler);
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
