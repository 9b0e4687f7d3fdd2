package dev.audiencesync.intercom;

import dev.audiencesync.person.Amount;

/**
 * A transient fault outlasted all attempts: 408, 429, 5xx, an I/O error, a time-out, or an answer that could not be read.
 * Whether the last attempts took effect is unknown.
 */
public final class IntercomUnavailable extends IntercomException {
    private static final String REMEDY = ". Look whether the network leads there from here, and whether the address is"
            + " right (`intercom.region`, `intercom.base-url` or --intercom-base-url); then try again.";

    /** @param address scheme, host and port of what was called */
    IntercomUnavailable(String address, int attempts, TransientFault last) {
        super(what(address, attempts, last.fault()), last.fault(), last.getCause());
    }

    private static String what(String address, int attempts, Fault fault) {
        String does = fault.call().label() + ", " + Amount.of(attempts, "attempt", "attempts");
        return fault.isNoAnswer()
                ? "Intercom cannot be reached at " + address + " to " + does
                : "Intercom could not " + does;
    }

    /** With what to do, where it is the network's or the address's fault. */
    @Override
    public String getMessage() {
        return fault().isNoAnswer() ? failure() + REMEDY : failure();
    }
}
