package dev.audiencesync.intercom;

import java.time.Duration;

/**
 * How long Intercom may take.
 *
 * @param connect until a connection stands
 * @param read from the request until the answer is whole
 */
public record Timeouts(Duration connect, Duration read) {

    public static final Timeouts DEFAULTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));

    public Timeouts {
        if (connect.isNegative() || connect.isZero() || read.isNegative() || read.isZero()) {
            throw new IllegalArgumentException("Time-outs are longer than nothing: " + connect + ", " + read);
        }
    }
}
