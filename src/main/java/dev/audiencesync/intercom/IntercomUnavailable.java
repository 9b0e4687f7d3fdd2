package dev.audiencesync.intercom;

/**
 * A transient fault outlasted all attempts: 408, 429, 5xx, an I/O error, a time-out, or an answer that could not be read.
 * Whether the last attempts took effect is unknown.
 */
public final class IntercomUnavailable extends IntercomException {
    IntercomUnavailable(int attempts, TransientFault last) {
        super(
                "Intercom could not " + last.fault().call().label() + ", " + attempts + " attempts",
                last.fault(),
                last.getCause());
    }
}
