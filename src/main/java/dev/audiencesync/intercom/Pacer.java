package dev.audiencesync.intercom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spends the rate limit: all of it but the reserve, without meeting a 429. It only does sums, and never waits itself.
 *
 * <p>Intercom counts calls in 10-second windows that begin at multiples of ten seconds; {@code X-RateLimit-Reset} is a
 * window's end plus two seconds. Each call books a place in the first window that has one. A window's places lie evenly
 * in its first half: threads that waited do not fire all at once, and the second half is left for stragglers.
 */
final class Pacer {

    static final long WINDOW_MILLIS = 10_000;

    /** 10,000 a minute, what a private app has, until the first answer tells. */
    static final int ASSUMED_LIMIT = 1_667;

    private static final int WINDOWS_A_MINUTE = 6;
    private static final long RESET_DELAY_MILLIS = 2_000;

    /** What our clock may be fast without our calls falling into the window before. */
    private static final long MARGIN_MILLIS = 100;

    private static final long SPREAD_MILLIS = WINDOW_MILLIS / 2;
    private static final int WINDOWS_KEPT = 6;

    private final Clock clock;
    private final int reservePercent;
    private final ServerClock serverClock = new ServerClock();
    private final TreeMap<Long, Window> windows = new TreeMap<>();
    private int limit = ASSUMED_LIMIT;
    private long limitLearnedIn = Long.MIN_VALUE;

    Pacer(Clock clock, int reservePercent) {
        this.clock = clock;
        this.reservePercent = reservePercent;
    }

    /** Books the next free place. Wait until it is due, then {@link #redeem} it. */
    synchronized Permit reserve() {
        long number = currentWindow();
        windows.headMap(number - WINDOWS_KEPT).clear();
        while (!window(number).hasPlace(allowed())) {
            number++;
        }
        int ordinal = window(number).handOut();
        return new Permit(number, ordinal, untilDue(number, ordinal));
    }

    /**
     * Spends a permit: empty where its holder may send now, otherwise another to wait for. While its holder waited, the
     * window may have been used up by others, or the clocks may have turned out to differ.
     */
    synchronized Optional<Permit> redeem(Permit permit) {
        Duration early = untilDue(permit.window(), permit.ordinal());
        Window window = window(permit.window());
        boolean lost = permit.window() < currentWindow() || !window.holds(permit.ordinal(), allowed());
        if (lost || early.toMillis() > 2 * WINDOW_MILLIS) {
            return Optional.of(reserve());
        }
        if (!early.isZero()) {
            return Optional.of(new Permit(permit.window(), permit.ordinal(), early));
        }
        window.sent++;
        return Optional.empty();
    }

    /** Learns from an answer to a call; an answer speaks of the window it names, however late it comes. */
    synchronized void observe(Permit permit, Instant sent, RateLimitHeaders headers) {
        long number = windowOf(headers);
        long start = number * WINDOW_MILLIS;
        serverClock.learn(sent.toEpochMilli(), clock.millis(), start, start + WINDOW_MILLIS);
        if (number >= limitLearnedIn) {
            limit = headers.limit();
            limitLearnedIn = number;
        }
        Window window = window(number);
        if (number != permit.window()) {
            window(permit.window()).crossed--;
            window.crossed++;
        }
        window.learn(headers, headers.limit() - allowed(headers.limit()));
    }

    /** A 429: nobody sends in that window any more. */
    synchronized void refused(Permit permit, Instant sent, RateLimitHeaders headers) {
        observe(permit, sent, headers);
        window(windowOf(headers)).closed = true;
    }

    /** A 429 that does not say of which window it speaks. */
    synchronized void refused(Permit permit) {
        for (long number = permit.window(); number <= currentWindow(); number++) {
            window(number).closed = true;
        }
    }

    /** What is ours to spend: the limit without the reserve and without what other apps were last seen to use. */
    synchronized int callsPerMinute() {
        long current = currentWindow();
        int others = Math.max(window(current).others, window(current - 1).others);
        return WINDOWS_A_MINUTE * Math.max(1, allowed() - others);
    }

    private int allowed() {
        return allowed(limit);
    }

    /** At least one, or a reserve of a small limit would mean waiting for ever. */
    private int allowed(int ofLimit) {
        return (int) Math.max(1, (long) ofLimit * (100 - reservePercent) / 100);
    }

    private long currentWindow() {
        return Math.floorDiv(serverClock.serverTime(clock.millis()), WINDOW_MILLIS);
    }

    /** Rounding to the next border bears with a server that adds no two seconds. */
    private static long windowOf(RateLimitHeaders headers) {
        long end = headers.reset().toEpochMilli() - RESET_DELAY_MILLIS;
        return Math.floorDiv(end + WINDOW_MILLIS / 2, WINDOW_MILLIS) - 1;
    }

    private Duration untilDue(long number, int ordinal) {
        long due = number * WINDOW_MILLIS + MARGIN_MILLIS + ordinal * SPREAD_MILLIS / allowed();
        return Duration.ofMillis(Math.max(0, serverClock.ourTime(due) - clock.millis()));
    }

    private Window window(long number) {
        return windows.computeIfAbsent(number, absent -> new Window());
    }

    /** What is known of one window. */
    private static final class Window {
        private int handedOut;
        private int sent;

        /** Calls booked for another window but counted in this one, less those of this one counted elsewhere. */
        private int crossed;

        /** What other apps have used at least. */
        private int others;

        private boolean closed;

        boolean hasPlace(int allowed) {
            return holds(handedOut, allowed);
        }

        boolean holds(int ordinal, int allowed) {
            return !closed && ordinal + crossed + others < allowed;
        }

        int handOut() {
            return handedOut++;
        }

        void learn(RateLimitHeaders headers, int reserve) {
            others = Math.max(others, headers.limit() - headers.remaining() - sent - crossed);
            closed |= headers.remaining() <= reserve;
        }
    }
}
