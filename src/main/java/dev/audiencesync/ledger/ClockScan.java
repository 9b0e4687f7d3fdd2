package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;

/** Takes how new the newest record is that was read of a person, and of which visitor it is, as a hash. */
public interface ClockScan {
    void clock(Fingerprint key, long newestBy, long visitor);
}
