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
 *
 * <p>Where Remaining falls faster than we spend, other apps spend from the same windows. What they spent in one is left
 * to them in the next from its beginning, or they would be refused for what we took first; of the places left to us a
 * few then come late, for the last answer of a window tells best what others have spent.
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

    /** How large a share of the allowance is left to others because of what they spent before. */
    private static final double MOST_FORESEEN = 0.75;

    /** Of the places in a window that is shared, so many come late in it, to see what others spend by then. */
    private static final int PLACES_A_LATE_ONE = 50;

    private static final long LATEST_MILLIS = 9_500;

    private static final int LEAST_CONCURRENCY = 8;
    private static final int MOST_CONCURRENCY = 512;
    private static final double HEADROOM = 2;

    private final Clock clock;
    private final int reservePercent;
    private final ServerClock serverClock = new ServerClock();
    private final RoundTrip roundTrip = new RoundTrip();
    private final TreeMap<Long, RateWindow> windows = new TreeMap<>();
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
        while (!window(number).hasPlace(room(number))) {
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
        RateWindow window = window(permit.window());
        boolean lost = permit.window() < currentWindow() || !window.holds(permit.ordinal(), room(permit.window()));
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
        long received = clock.millis();
        serverClock.learn(sent.toEpochMilli(), received, start, start + WINDOW_MILLIS);
        roundTrip.learn(received - sent.toEpochMilli());
        if (number >= limitLearnedIn) {
            limit = headers.limit();
            limitLearnedIn = number;
        }
        RateWindow window = window(number);
        if (number != permit.window()) {
            window(permit.window()).crossed--;
            window.crossed++;
        }
        window(permit.window()).answered++;
        window.learn(
                headers,
                headers.limit() - allowed(headers.limit()),
                serverClock.serverTime(sent.toEpochMilli()) - start);
    }

    /** A 429: nobody sends in that window any more. */
    synchronized void refused(Permit permit, Instant sent, RateLimitHeaders headers) {
        observe(permit, sent, headers);
        window(windowOf(headers)).closed = true;
    }

    /** A 429 that does not say of which window it speaks. */
    synchronized void refused(Permit permit) {
        window(permit.window()).answered++;
        for (long number = permit.window(); number <= currentWindow(); number++) {
            window(number).closed = true;
        }
    }

    /** What is ours to spend: the limit without the reserve and without what other apps were last seen to use. */
    synchronized int callsPerMinute() {
        return WINDOWS_A_MINUTE * Math.max(1, room(currentWindow()));
    }

    /**
     * How many calls have to be under way at once for the places of a window to be taken as they come due: more where
     * answers take longer. Some more wait for their place.
     */
    synchronized int concurrency() {
        int places = windows.isEmpty() ? allowed() : room(windows.lastKey());
        double due = places * roundTrip.millis() / SPREAD_MILLIS;
        return (int) Math.min(MOST_CONCURRENCY, LEAST_CONCURRENCY + Math.round(HEADROOM * due));
    }

    /** Our places in a window: the allowance without what others have spent of it, or spent of windows before. */
    private int room(long number) {
        int foreseen = (int) Math.min(othersSpend(number), MOST_FORESEEN * allowed());
        return allowed() - Math.max(foreseen, window(number).others);
    }

    /** What others spend in a window, as the last one before it tells that was seen into; where none was, as it does. */
    private double othersSpend(long number) {
        return windows.headMap(number, false).descendingMap().values().stream()
                .filter(RateWindow::isSeenInto)
                .findFirst()
                .orElse(window(number))
                .othersSpend;
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
        long due = number * WINDOW_MILLIS + MARGIN_MILLIS + millisInto(number, ordinal);
        return Duration.ofMillis(Math.max(0, serverClock.ourTime(due) - clock.millis()));
    }

    private long millisInto(long number, int ordinal) {
        int room = Math.max(1, room(number));
        int late = room < allowed() ? 1 + room / PLACES_A_LATE_ONE : 0;
        int early = Math.max(1, room - late);
        return ordinal < early
                ? ordinal * SPREAD_MILLIS / early
                : Math.min(
                        LATEST_MILLIS,
                        SPREAD_MILLIS + (ordinal - early + 1) * (LATEST_MILLIS - SPREAD_MILLIS) / Math.max(1, late));
    }

    private RateWindow window(long number) {
        return windows.computeIfAbsent(number, absent -> new RateWindow());
    }
}
