package dev.audiencesync.intercom;

/** What is known of one rate-limit window; guarded by the pacer. */
final class RateWindow {
    /** Before this, what was spent says little of the rest of the window. */
    private static final long SOONEST_MILLIS = 1_000;

    private static final int LIMIT_A_BLUR = 50;

    private int handedOut;
    int sent;
    int answered;

    /** Calls booked for another window but counted in this one, less those of this one counted elsewhere. */
    int crossed;

    /** What other apps have used at least. */
    int others;

    /** What they use in the whole of it, by the last answer that was not blurred by others of ours under way. */
    double othersSpend;

    private boolean seenInto;
    boolean closed;

    boolean isSeenInto() {
        return seenInto;
    }

    boolean hasPlace(int room) {
        return holds(handedOut, room);
    }

    boolean holds(int ordinal, int room) {
        return !closed && ordinal + crossed < room;
    }

    int handOut() {
        return handedOut++;
    }

    /** @param millisInto when the call was sent, after the window's begin */
    void learn(RateLimitHeaders headers, int reserve, long millisInto) {
        int seen = Math.max(0, headers.limit() - headers.remaining() - sent - crossed);
        others = Math.max(others, seen);
        closed |= headers.remaining() <= reserve;
        if (millisInto >= SOONEST_MILLIS && sent - answered <= 2 + headers.limit() / LIMIT_A_BLUR) {
            othersSpend = (double) seen * Pacer.WINDOW_MILLIS / Math.min(millisInto, Pacer.WINDOW_MILLIS);
            seenInto = true;
        }
    }
}
