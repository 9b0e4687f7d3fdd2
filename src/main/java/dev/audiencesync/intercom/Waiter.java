package dev.audiencesync.intercom;

import java.time.Duration;

/** Lets a thread wait for its turn. */
public interface Waiter {

    /**
     * Returns when the time is over; at once where there is none to wait.
     *
     * @throws StoppedException where a stop was asked for, before or meanwhile
     */
    void await(Duration time);
}
