package dev.audiencesync.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Intercom's rate limit: one bucket for all endpoints and apps, cut into 10-second windows aligned to
 * {@code unix % 10 == 0}. Refused calls cost nothing. Who spent it is remembered for some hours.
 */
final class RateLimit {
    private static final int WINDOW_SECONDS = 10;
    /** Intercom's reset is the end of the window plus two seconds. */
    private static final int RESET_DELAY_SECONDS = 2;

    private static final int WINDOWS_KEPT = 1_000;

    private final Clock clock;
    private final Map<String, Integer> apps = new HashMap<>();
    private final Deque<Window> windows = new ArrayDeque<>();

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * One call's place in the limit.
     *
     * @param limit calls a window
     * @param remaining what was left before this call: the first of a window sees the whole limit
     * @param resetAt Unix seconds
     */
    record Permit(boolean granted, int limit, int remaining, long resetAt) {}

    /** @param token of the app that calls */
    synchronized Permit take(String token, int perMinute) {
        Window window = current();
        int limit = (perMinute + 5) / 6;
        int remaining = Math.max(0, limit - window.used);
        boolean granted = remaining > 0;
        window.take(apps.computeIfAbsent(token, unseen -> apps.size() + 1), granted, limit);
        return new Permit(granted, limit, remaining, window.start + WINDOW_SECONDS + RESET_DELAY_SECONDS);
    }

    private Window current() {
        long now = clock.instant().getEpochSecond();
        long start = now - Math.floorMod(now, WINDOW_SECONDS);
        if (windows.isEmpty() || windows.getLast().start != start) {
            windows.addLast(new Window(start));
        }
        if (windows.size() > WINDOWS_KEPT) {
            windows.removeFirst();
        }
        return windows.getLast();
    }

    /** Those that any call fell into, oldest first. */
    synchronized List<WindowUse> uses() {
        return windows.stream().map(Window::use).toList();
    }

    private static final class Window {
        private final long start;
        private final Map<Integer, WindowUse.AppUse> byApp = new TreeMap<>();
        private int used;
        private int limit;

        Window(long start) {
            this.start = start;
        }

        void take(int app, boolean granted, int now) {
            limit = now;
            used += granted ? 1 : 0;
            byApp.merge(app, new WindowUse.AppUse(app, granted ? 1 : 0, granted ? 0 : 1), Window::sum);
        }

        private static WindowUse.AppUse sum(WindowUse.AppUse one, WindowUse.AppUse other) {
            return new WindowUse.AppUse(one.app(), one.granted() + other.granted(), one.refused() + other.refused());
        }

        WindowUse use() {
            return new WindowUse(Instant.ofEpochSecond(start), limit, List.copyOf(byApp.values()));
        }
    }
}
