package dev.audiencesync.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a job compares what Intercom holds with what the ledger knows it wrote, and what it does about what differs.
 *
 * @param every after how long it does so by itself; null where it has to be told to
 */
public record Verification(@Nullable Duration every, OnDrift onDrift) {

    public static final Verification DEFAULT = new Verification(null, OnDrift.REPORT);

    /** What is done about what was changed in Intercom behind the job's back. */
    public enum OnDrift {
        /** It is told. */
        REPORT,
        /** What the job wrote is written again. */
        RESTORE,
        /** It stays as it is: the job takes it over. */
        RESPECT
    }
}
