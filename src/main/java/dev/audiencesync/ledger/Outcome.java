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
     * @param anew whether the contact that the plan knew is gone: this is another, and has all that the person is created
     *     anew with
     */
    record Applied(ChangeKind as, @Nullable ContactRef contact, @Nullable String tagId, boolean anew)
            implements Outcome {

        /** To the contact that the plan knew, or that the person had none before. */
        public Applied(ChangeKind as, @Nullable ContactRef contact, @Nullable String tagId) {
            this(as, contact, tagId, false);
        }

        /** The same on another contact than the plan knew. */
        public Applied onAnother() {
            return new Applied(as, contact, tagId, true);
        }
    }

    /** Nothing had to be done: Intercom already stood so. */
    record Unchanged(String why) implements Outcome {}

    /** Why a change was not carried out. */
    sealed interface NotDone extends Outcome {
        String code();

        String reason();
    }

    /** Intercom or a rule refused it for this person. */
    record Rejected(String code, String reason) implements NotDone {}

    /** It failed for this person while the others went through; the job's next run tries again. */
    record Deferred(String code, String reason) implements NotDone {}

    /**
     * The contact was deleted in Intercom, and the person is to be created anew: the change waits for that, and is never
     * stored as decided so.
     */
    record Gone() implements Outcome {}

    /** Intercom has no user by the person's names: worth another look once a week is over. */
    record Absent() implements Outcome {
        static final String WHY = "not in Intercom";
    }

    /** A contact as the ledger remembers it; the id is null where Intercom was told another name and did not tell it. */
    record ContactRef(@Nullable String intercomId, @Nullable String externalId, @Nullable String email) {}

    /**
     * The word stored in the plan.
     *
     * @throws IllegalStateException for what is not stored
     */
    default String word() {
        if (this instanceof Gone) {
            throw new IllegalStateException("A change whose contact is gone is not decided by that");
        }
        if (this instanceof Applied) {
            return "APPLIED";
        }
        if (this instanceof Unchanged || this instanceof Absent) {
            return "UNCHANGED";
        }
        return this instanceof Deferred ? "DEFERRED" : "REJECTED";
    }

    default Optional<NotDone> notDone() {
        return this instanceof NotDone notDone ? Optional.of(notDone) : Optional.empty();
    }
}
