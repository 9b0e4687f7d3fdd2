package dev.audiencesync.ledger;

import java.util.Arrays;

/** What a planned change does. */
public enum ChangeKind {
    CREATE(Phase.WRITE),
    UPDATE(Phase.WRITE),
    TAG(Phase.TAG),
    UNTAG(Phase.UNTAG),
    /** This job becomes an owner of a tag that is on the person, by another job or from before: no call. */
    CLAIM(Phase.TAG),
    /** A tag is put on again, for whoever owns it: the contact it was on is gone, and the person has another. */
    RESTORE(Phase.TAG),
    /** This job lets go of a tag that another job still owns: no call. */
    RELEASE(Phase.UNTAG),
    /** This job forgets a tag that somebody took off by hand, since the person has left: no call. */
    FORGET(Phase.UNTAG);

    /** The order within a wave: who leaves loses the tag first, and tags follow the people they are put on. */
    public enum Phase {
        UNTAG(0),
        WRITE(1),
        TAG(2);

        private final int order;

        Phase(int order) {
            this.order = order;
        }

        /** As stored. */
        int order() {
            return order;
        }

        static Phase ofOrder(int order) {
            return Arrays.stream(values())
                    .filter(phase -> phase.order == order)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Phase phase;

    ChangeKind(Phase phase) {
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether nothing but the ledger changes. */
    public boolean isBookkeeping() {
        return this == CLAIM || this == RELEASE || this == FORGET;
    }
}
