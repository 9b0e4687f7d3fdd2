package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;

/** Progress that breaks a run at a chosen point, as a crash between a call and its commit would. */
final class Breaking implements Progress {
    private final Phase where;
    private int advances;
    private Phase phase = Phase.READ;

    private Breaking(Phase where, int advances) {
        this.where = where;
        this.advances = advances;
    }

    /** Breaks at the phase's n-th advance, from 1. */
    static Breaking at(Phase where, int advance) {
        return new Breaking(where, advance);
    }

    static final class Break extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Break(String message) {
            super(message);
        }
    }

    @Override
    public void begin(Phase begun, long total) {
        phase = begun;
    }

    @Override
    public void advance(long count) {
        if (phase == where) {
            advances--;
            if (advances == 0) {
                throw new Break("broken while " + where.verb());
            }
        }
    }

    @Override
    public void end(String result) {}

    @Override
    public void say(String message) {}
}
