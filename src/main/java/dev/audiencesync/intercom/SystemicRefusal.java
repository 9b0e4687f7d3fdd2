package dev.audiencesync.intercom;

import java.util.Set;

/**
 * Intercom refuses us, whoever the call is about: 401, 403, {@code unauthorized}, {@code forbidden}, {@code token_*},
 * {@code api_plan_restricted}, {@code intercom_version_invalid}, a redirect, or a refused listing. Repeating is useless until the cause is mended.
 */
public final class SystemicRefusal extends IntercomException {
    static final String VERSION_INVALID = "intercom_version_invalid";

    private static final Set<String> RIGHTS = Set.of("forbidden", "api_plan_restricted");

    private final String remedy;

    SystemicRefusal(Fault fault) {
        this(fault, "");
    }

    private SystemicRefusal(Fault fault, String remedy) {
        super("Intercom refuses to " + fault.call().label(), fault, null);
        this.remedy = remedy;
    }

    /** Whether it is the token that is refused, so that another may pass. */
    boolean isOfTheToken() {
        return status() == 401 || code().equals("unauthorized") || code().startsWith("token_");
    }

    /** The same, saying what to do. */
    SystemicRefusal naming(String placeholder) {
        if (isOfTheToken()) {
            return new SystemicRefusal(
                    fault(),
                    ". The access token comes from " + placeholder
                            + "; what stands there is not taken any more, or is another workspace's. Put a token there"
                            + " that Intercom takes, then go on.");
        }
        if (code().equals(VERSION_INVALID)) {
            return new SystemicRefusal(
                    fault(),
                    ". Intercom does not serve this version of its API, or not any more: name another under `version`"
                            + " of the definition.");
        }
        return status() == 403 || RIGHTS.contains(code())
                ? new SystemicRefusal(
                        fault(),
                        ". The access token comes from " + placeholder
                                + "; its app may not do this. Give the app the permission in Intercom, or look whether"
                                + " the workspace's plan has it, then go on.")
                : this;
    }

    /** With what to do, where the token or its rights are to blame. */
    @Override
    public String getMessage() {
        return failure() + remedy;
    }
}
