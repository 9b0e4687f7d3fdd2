package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;

/** Progress that does something as planning ends: the plan is whole, and the guard has not weighed it yet. */
final class OncePlanned implements Progress {
    private final Runnable deed;
    private Phase phase = Phase.READ;

    OncePlanned(Runnable deed) {
        this.deed = deed;
    }

    @Override
    public void begin(Phase begun, long total) {
        phase = begun;
    }

    @Override
    public void advance(long count) {}

    @Override
    public void end(String result) {
        if (phase == Phase.PLAN) {
            deed.run();
        }
    }

    @Override
    public void say(String message) {}
}
