package dev.audiencesync.intercom;

import java.io.IOException;
import java.time.Duration;

/** Lets a thread wait: for its turn, and for an answer. */
public interface Waiter {

    /**
     * Returns when the time is over; at once where there is none to wait.
     *
     * @throws StoppedException where a stop was asked for, before or meanwhile
     */
    void await(Duration time);

    /**
     * Makes a call and waits for its answer.
     *
     * @throws StoppedException where a stop was asked for and the answer is not waited for any longer
     */
    default <T> T answer(Sent<T> call) throws IOException {
        return call.answer();
    }

    /** One request, once. */
    interface Sent<T> {
        T answer() throws IOException;
    }
}
