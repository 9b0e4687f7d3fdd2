package dev.audiencesync.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Something that Intercom holds otherwise than the ledger knows it was written.
 *
 * @param personId of the ledger; null for a contact it does not know
 * @param contactId the contact that it shows on
 * @param person how the report names them
 * @param name the field, the tag's key, or the contact that another was merged into; empty where the kind says all
 * @param sent the fingerprint of the value that was last sent of a field; empty otherwise
 * @param held that of the value that stands there; empty otherwise
 */
public record Drift(
        @Nullable Long personId, String contactId, String person, Kind kind, String name, String sent, String held) {

    /** What it is. */
    public enum Kind {
        /** A field that the job sent has another value. */
        FIELD,
        /** A tag that the job put on is not there. */
        TAG_REMOVED,
        /** A tag of the job's is there, and nothing here put it on. */
        TAG_ADDED,
        /** The contact is deleted or archived. */
        GONE,
        /** The contact was merged into another that is the same person, or another carries their identifiers. */
        MERGED,
        /** The contact was merged into one that is somebody else. */
        MERGED_AWAY
    }

    /** What is remembered of drift that a job took over as it stands. */
    public record Key(String contactId, Kind kind, String name, String sent, String held) {}

    public Key key() {
        return new Key(contactId, kind, name, sent, held);
    }
}
