package dev.audiencesync.intercom;

/**
 * Intercom refuses us, whoever the call is about: 401, 403, {@code unauthorized}, {@code forbidden}, {@code token_*},
 * {@code api_plan_restricted}, a redirect, or a refused listing. Repeating is useless until the cause is mended.
 */
public final class SystemicRefusal extends IntercomException {
    SystemicRefusal(Fault fault) {
        super("Intercom refuses to " + fault.call().label(), fault, null);
    }
}
