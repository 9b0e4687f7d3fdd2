package dev.audiencesync.intercom;

/** Decides what becomes of calls that everybody needs while Intercom is away. */
public interface Outages {

    /**
     * Returns when the call is worth trying again.
     *
     * @param away what outlasted all attempts of the call
     * @throws RuntimeException where it is given up
     */
    void outlast(IntercomUnavailable away);

    /** A call was answered: Intercom is there. */
    void over();
}
