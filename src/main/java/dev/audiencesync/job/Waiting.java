package dev.audiencesync.job;

import dev.audiencesync.intercom.StoppableWaiter;
import dev.audiencesync.intercom.Timeouts;
import dev.audiencesync.intercom.Waiter;

/** How commands wait for Intercom: for their turn, for an answer, for its return. */
public record Waiting(Waiter waiter, Timeouts timeouts) {

    static Waiting inRealTime(StopSignal stop) {
        StoppableWaiter waiter = new StoppableWaiter();
        stop.onRaise(waiter::stop);
        return new Waiting(waiter, Timeouts.DEFAULTS);
    }
}
