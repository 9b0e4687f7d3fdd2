package dev.audiencesync.plan;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.Whole;
import dev.audiencesync.person.FieldValue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change before it has a number.
 *
 * @param commanded whether it takes a tag off whoever put it on
 * @param whole what the person is created anew with, should Intercom have deleted the contact
 */
record Draft(
        ChangeKind kind,
        @Nullable String tag,
        SortedMap<String, FieldValue> fields,
        String reason,
        Cause cause,
        boolean commanded,
        Whole whole) {

    static Draft ofWrite(ChangeKind kind, SortedMap<String, FieldValue> fields, String reason, Cause cause) {
        return new Draft(kind, null, fields, reason, cause, false, Whole.NONE);
    }

    static Draft ofTag(ChangeKind kind, String tag, String reason, Cause cause) {
        return new Draft(kind, tag, new TreeMap<>(), reason, cause, false, Whole.NONE);
    }

    static Draft ofCommand(String tag, String reason, Cause cause) {
        return new Draft(ChangeKind.UNTAG, tag, new TreeMap<>(), reason, cause, true, Whole.NONE);
    }

    Draft because(String other, Cause otherCause) {
        return new Draft(kind, tag, fields, other, otherCause, commanded, whole);
    }

    /** The same for somebody who is created anew with all of this, should the contact be gone. */
    Draft orAnew(Whole all) {
        return kind == ChangeKind.UPDATE || kind == ChangeKind.TAG
                ? new Draft(kind, tag, fields, reason, cause, commanded, all)
                : this;
    }
}
