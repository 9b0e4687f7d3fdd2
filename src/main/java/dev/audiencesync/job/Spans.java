package dev.audiencesync.job;

import java.time.Duration;

/** Spans of time as definitions write them: {@code 45 s}, {@code 4 m}, {@code 1 h 5 m}. */
final class Spans {
    private Spans() {}

    /** To the second; whole minutes from two of them up. */
    static String text(Duration span) {
        long seconds = Math.round(span.toMillis() / 1_000.0);
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60) {
            return minutes + " m";
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " m");
    }
}
