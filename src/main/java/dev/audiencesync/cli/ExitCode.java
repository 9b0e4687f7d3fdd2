package dev.audiencesync.cli;

/** What commands exit with, beside the codes that a run's summary carries. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int ALREADY_RUNNING = 5;
    static final int STOPPED = 6;

    private ExitCode() {}
}
