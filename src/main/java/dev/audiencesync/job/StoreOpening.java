package dev.audiencesync.job;

import dev.audiencesync.ledger.OlderStoreInUseException;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import java.time.Duration;

/** Opens the store for a run; one whose tables have to be brought up to date, when nobody works with them any more. */
final class StoreOpening {
    private static final Duration LOOKERS_TAKE_AT_MOST = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private StoreOpening() {}

    /** @throws StoppedWhileWaitingException when the signal was raised meanwhile */
    static Store open(Surroundings around) {
        StoreWait wait = new StoreWait(around.clock(), LOOKERS_TAKE_AT_MOST);
        String told = "";
        while (true) {
            try {
                return around.database().openForRun(wait);
            } catch (OlderStoreInUseException inUse) {
                if (!inUse.holders().equals(told)) {
                    told = inUse.holders();
                    around.progress()
                            .say("Waiting for " + told
                                    + " to finish: the store's tables are those of an earlier release"
                                    + " and are updated when nobody works with them.");
                }
            }
            if (around.stop().isRaisedWithin(BETWEEN_TRIES)) {
                throw new StoppedWhileWaitingException(told);
            }
        }
    }
}
