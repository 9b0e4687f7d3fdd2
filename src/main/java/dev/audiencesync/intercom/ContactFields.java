package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.RideAlong;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/** A user's fields as a version of the Contacts API takes them. */
final class ContactFields {
    private static final String LAST_SEEN_AT = "last_seen_at";
    private static final String OWNER_ID = "owner_id";

    private final ApiVersion version;
    private final Supplier<Instant> now;

    ContactFields(ApiVersion version, Supplier<Instant> now) {
        this.version = version;
        this.now = now;
    }

    /**
     * What a call sends that is made now. The Contacts API does not know {@code update_last_request_at}: now is then the
     * time the person was last seen, whatever time the record has, which cannot be a later one.
     */
    SortedMap<String, FieldValue> of(Map<String, FieldValue> fields) {
        SortedMap<String, FieldValue> sent = RideAlong.without(fields);
        if (RideAlong.updatesLastRequestAt(fields)) {
            sent.put(LAST_SEEN_AT, FieldValue.Numeric.of(now.get().getEpochSecond()));
        }
        if (version.namesOwnersByText() && sent.get(OWNER_ID) instanceof FieldValue.Numeric owner) {
            sent.put(OWNER_ID, new FieldValue.Text(owner.value().toPlainString()));
        }
        return sent;
    }
}
