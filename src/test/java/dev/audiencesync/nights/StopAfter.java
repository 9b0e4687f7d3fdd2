package dev.audiencesync.nights;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.report.Progress;

/** Progress that raises a run's stop signal once a part of its changes is applied. */
final class StopAfter implements Progress {
    private final StopSignal stop;
    private final double part;
    private boolean applying;
    private long open;
    private long done;

    StopAfter(StopSignal stop, double part) {
        this.stop = stop;
        this.part = part;
    }

    @Override
    public void begin(Phase phase, long total) {
        applying = phase == Phase.APPLY;
        open = total;
    }

    @Override
    public void advance(long count) {
        done += applying ? count : 0;
        if (applying && done >= part * open) {
            stop.raise();
        }
    }

    @Override
    public void end(String result) {}

    @Override
    public void say(String message) {}
}
