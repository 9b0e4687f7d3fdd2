package dev.audiencesync.cli;

import dev.audiencesync.person.Amount;
import dev.audiencesync.report.Figures;
import dev.audiencesync.report.Progress;

/** How far one phase is. */
final class PhaseCount {
    private final Progress.Phase phase;
    private final long total;
    private final long startedAt;
    private long done;

    PhaseCount(Progress.Phase phase, long total, long startedAt) {
        this.phase = phase;
        this.total = total;
        this.startedAt = startedAt;
    }

    void advance(long count) {
        done += count;
    }

    String verb() {
        return phase.verb();
    }

    long total() {
        return total;
    }

    /** What lies ahead: {@code Applying 2,000 changes}. */
    String ahead() {
        return total < 0 ? phase.verb() : phase.verb() + " " + phase.amount(total);
    }

    /** {@code 500 of 2,000 changes (25 %)}, or {@code 500 records} where the total is not known. */
    String soFar() {
        if (total < 0) {
            return phase.amount(done);
        }
        long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
        return Amount.number(done) + " of " + phase.amount(total) + " (" + percent + " %)";
    }

    String took(long now) {
        return Figures.seconds((now - startedAt) / 1000.0);
    }
}
