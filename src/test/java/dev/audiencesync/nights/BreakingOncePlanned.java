package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;

/** Progress that breaks a command once its plan is made, as it asks for the time to note that. */
final class BreakingOncePlanned implements Progress {
    private final OffsetClock clock;
    private Phase phase = Phase.READ;

    BreakingOncePlanned(OffsetClock clock) {
        this.clock = clock;
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
            clock.failFor(Thread.currentThread(), 1, new Breaking.Break("broken once planned"));
        }
    }

    @Override
    public void say(String message) {}
}
