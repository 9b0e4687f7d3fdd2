package dev.audiencesync.sandbox;

import java.time.Duration;

/**
 * An answer and how it leaves.
 *
 * @param delay beyond the latency of all answers
 */
record Delivery(Answer answer, Ending ending, Duration delay) {

    static Delivery whole(Answer answer) {
        return new Delivery(answer, Ending.WHOLE, Duration.ZERO);
    }
}
