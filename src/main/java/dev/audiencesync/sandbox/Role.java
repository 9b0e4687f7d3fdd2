package dev.audiencesync.sandbox;

import java.util.Locale;

enum Role {
    USER,
    LEAD;

    /** Any role other than {@code lead} becomes user. */
    static Role ofWireName(String wireName) {
        return wireName.equals("lead") ? LEAD : USER;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
