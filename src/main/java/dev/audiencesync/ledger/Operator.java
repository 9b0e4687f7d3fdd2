package dev.audiencesync.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who works here, for the audit. */
public final class Operator {
    private static final String UNKNOWN = "unknown";

    private Operator() {}

    public static String userAtHost() {
        return user() + "@" + host();
    }

    static String user() {
        return System.getProperty("user.name", UNKNOWN);
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
