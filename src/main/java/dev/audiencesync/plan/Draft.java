package dev.audiencesync.plan;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.person.FieldValue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A change before it has a number. */
record Draft(ChangeKind kind, @Nullable String tag, SortedMap<String, FieldValue> fields, String reason, Cause cause) {

    static Draft ofTag(ChangeKind kind, TagRule rule, String reason, Cause cause) {
        return new Draft(kind, rule.name(), new TreeMap<>(), reason, cause);
    }
}
