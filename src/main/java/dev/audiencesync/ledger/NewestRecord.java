package dev.audiencesync.ledger;

import dev.audiencesync.person.DesiredPerson;

/**
 * What is to be remembered of a person's newest record.
 *
 * @param newestBy how far it moves the person's clock on
 * @param visitor of which it is, as a hash, or {@link DesiredPerson#NO_VISITOR}
 * @param overtakes whether it counts though one with a greater {@code newestBy} is remembered, since that one's visitor was
 *     taken over
 */
public record NewestRecord(long newestBy, long visitor, boolean overtakes) {

    /** Of no record: as old as can be. */
    public static final NewestRecord NONE = new NewestRecord(Long.MIN_VALUE, DesiredPerson.NO_VISITOR, false);
}
