package dev.audiencesync.apply;

/** Calls that one task may make. */
interface Calls {

    /**
     * Takes one, before it is made.
     *
     * @throws OutOfCalls when none is left; what is undecided then waits for the next slice
     */
    void take();
}
