package dev.audiencesync.plan;

import dev.audiencesync.ledger.ClockScan;

/** What earlier runs have kept of people's newest records, and of which visitors those are. */
public interface RememberedVisitors {

    /** Tells of the people of whose newest record the visitor is known; there may be an older one of the same person. */
    void forEach(ClockScan each);
}
