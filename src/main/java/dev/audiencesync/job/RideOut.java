package dev.audiencesync.job;

import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.intercom.Outages;
import dev.audiencesync.intercom.Waiter;
import dev.audiencesync.report.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for an Intercom that is away, looking now and then whether it is back, for so long and no longer. An outage ends
 * with the first call that works: a look that succeeds while the work still fails ends nothing.
 */
final class RideOut implements Outages {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Duration longest;
    private final Clock clock;
    private final Waiter waiter;
    private final Runnable look;
    private final Progress progress;
    private final Supplier<String> standing;
    private @Nullable Outage outage;

    /**
     * Waits for nobody yet.
     *
     * @param longest how long an outage is waited for; zero for not at all
     * @param look throws {@link IntercomUnavailable} while Intercom is away; whatever else it throws ends the wait
     * @param standing says how far the work got and how it goes on, for when the wait was in vain
     */
    RideOut(Duration longest, Clock clock, Waiter waiter, Runnable look, Progress progress, Supplier<String> standing) {
        this.longest = longest;
        this.clock = clock;
        this.waiter = waiter;
        this.look = look;
        this.progress = progress;
        this.standing = standing;
    }

    private static final class Outage {
        private final Instant since;
        private Duration pause = FIRST_PAUSE;
        private int looks;

        Outage(Instant since) {
            this.since = since;
        }

        Duration nextPause() {
            Duration next = pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return next;
        }
    }

    /**
     * Returns when Intercom is back.
     *
     * @throws IntercomAway when it stayed away for too long
     * @throws dev.audiencesync.intercom.SystemicRefusal when it is back and refuses us
     * @throws dev.audiencesync.intercom.StoppedException when a stop was asked for
     */
    @Override
    public synchronized void outlast(IntercomUnavailable away) {
        if (longest.isZero()) {
            throw IntercomAway.notWaitedFor(away, standing.get());
        }
        Outage current = goOnOrBegin(away);
        IntercomUnavailable last = away;
        while (true) {
            Duration left = left(current);
            if (left.isZero()) {
                throw IntercomAway.forTooLong(last, current.since, longest, current.looks, standing.get());
            }
            Duration pause = current.nextPause();
            waiter.await(pause.compareTo(left) < 0 ? pause : left);
            try {
                current.looks++;
                look.run();
                progress.say("Intercom is back after " + Spans.text(Duration.between(current.since, clock.instant()))
                        + ", going on.");
                return;
            } catch (IntercomUnavailable still) {
                last = still;
            }
        }
    }

    @Override
    public synchronized void over() {
        outage = null;
    }

    private Outage goOnOrBegin(IntercomUnavailable away) {
        Outage known = outage;
        if (known != null) {
            progress.say("Intercom answers, but the work still fails (" + away.failure() + "): waiting for up to "
                    + Spans.text(left(known)) + " more.");
            return known;
        }
        Outage begun = new Outage(clock.instant());
        outage = begun;
        progress.say("Intercom does not answer (" + away.failure() + "): waiting for up to " + Spans.text(longest)
                + ", looking again every " + FIRST_PAUSE.toSeconds() + " to " + LONGEST_PAUSE.toSeconds() + " s.");
        return begun;
    }

    private Duration left(Outage current) {
        Duration left = Duration.between(clock.instant(), current.since.plus(longest));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
