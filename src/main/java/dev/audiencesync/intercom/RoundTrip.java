package dev.audiencesync.intercom;

/** How long answers take, smoothed over the last few dozens. */
final class RoundTrip {
    /** What Intercom was seen to take for a create. */
    private static final double ASSUMED_MILLIS = 250;

    private static final double WEIGHT = 1.0 / 16;

    private double millis = ASSUMED_MILLIS;

    double millis() {
        return millis;
    }

    /** A time that is below zero tells of a clock that was set back. */
    void learn(long tookMillis) {
        if (tookMillis >= 0) {
            millis += WEIGHT * (tookMillis - millis);
        }
    }
}
