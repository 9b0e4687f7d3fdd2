package dev.audiencesync.intercom;

/** A success whose body is not what the call answers with: truncated, an HTML page, another shape. */
final class UnreadableAnswer extends RuntimeException {
    UnreadableAnswer(String what) {
        super(what);
    }
}
