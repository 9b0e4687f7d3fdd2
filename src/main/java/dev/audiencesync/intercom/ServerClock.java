package dev.audiencesync.intercom;

/**
 * How far Intercom's clock is ahead of ours, in milliseconds, as far as rate-limit windows tell.
 *
 * <p>An answer counted in a window was worked on between our sending and receiving it, and within the window by
 * Intercom's clock: that bounds the offset on both sides, and windows' borders narrow the bounds down to a round trip.
 * Without evidence against it, an estimate is kept.
 */
final class ServerClock {

    private long offset;
    private long low = Long.MIN_VALUE;
    private long high = Long.MAX_VALUE;

    long serverTime(long ours) {
        return ours + offset;
    }

    long ourTime(long servers) {
        return servers - offset;
    }

    void learn(long sent, long received, long windowStart, long windowEnd) {
        long lowest = windowStart - received;
        long highest = windowEnd - sent;
        if (lowest > highest) {
            return; // our clock was set back meanwhile
        }
        low = Math.max(low, lowest);
        high = Math.min(high, highest);
        if (low > high) { // one of the clocks was set: the newest answer knows best
            low = lowest;
            high = highest;
        }
        if (offset < low || offset > high) {
            offset = low + (high - low) / 2;
        }
    }
}
