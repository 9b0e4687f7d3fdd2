package dev.audiencesync.job;

import java.util.Locale;

/** What an execution of a run was asked for with. */
enum Command {
    RUN,
    PLAN,
    APPLY,
    RESTART,
    /** Another run takes the run's place. */
    REPLACE;

    /** As the store keeps it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
