package dev.audiencesync.apply;

/** A slice has made all calls that may go out before outcomes are stored. */
final class OutOfCalls extends RuntimeException {
    OutOfCalls() {
        super("No call is left in this slice", null, false, false);
    }
}
