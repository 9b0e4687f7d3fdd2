package dev.audiencesync.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a change. */
public sealed interface Outcome {

    /**
     * It was carried out.
     *
     * @param as what really happened: a create that met an existing contact is an update
     * @param contact the contact it ended at, with what Intercom says of it; null for bookkeeping without a call
     * @param tagId Intercom's id of the tag; null for creates and updates
     */
    record Applied(ChangeKind as, @Nullable ContactRef contact, @Nullable String tagId) implements Outcome {}

    /** Nothing had to be done: Intercom already stood so. */
    record Unchanged(String why) implements Outcome {}

    /** Intercom or a rule refused it for this person. */
    record Rejected(String code, String reason) implements Outcome {}

    /** A contact as the ledger remembers it. */
    record ContactRef(String intercomId, @Nullable String externalId, @Nullable String email) {}

    /** The word stored in the plan. */
    default String word() {
        if (this instanceof Applied) {
            return "APPLIED";
        }
        return this instanceof Unchanged ? "UNCHANGED" : "REJECTED";
    }

    default Optional<Rejected> rejection() {
        return this instanceof Rejected rejected ? Optional.of(rejected) : Optional.empty();
    }
}
