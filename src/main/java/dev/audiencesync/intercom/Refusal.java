package dev.audiencesync.intercom;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refused request, and what it means to each kind of call.
 *
 * @param canonicalId of the contact that the {@code Link} header points to
 */
record Refusal(Fault fault, Optional<String> canonicalId) {

    /** The id of the contact in the way stands nowhere but in the message. */
    private static final Pattern EXISTING = Pattern.compile("\\bid=([0-9a-f]{24})\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern ARCHIVED = Pattern.compile("\\barchived contact\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_RESTORABLE = Pattern.compile("not[ _]restorable", Pattern.CASE_INSENSITIVE);

    Refused refused() {
        return fault.refused();
    }

    ContactLookup ofLookup() {
        if (fault.status() == 404) {
            return new ContactLookup.Absent();
        }
        Optional<Merged> merged = merged();
        return merged.isPresent() ? merged.get() : refused();
    }

    WriteResult ofWrite() {
        Matcher existing = EXISTING.matcher(fault.error().message());
        if (fault.status() == 409 && existing.find()) {
            boolean archived = ARCHIVED.matcher(fault.error().message()).find();
            return new WriteResult.Conflict(existing.group(1), archived);
        }
        Optional<Merged> merged = merged();
        return merged.isPresent() ? merged.get() : refused();
    }

    ContactTagsLookup ofContactTags() {
        Optional<Merged> merged = merged();
        return merged.isPresent() ? merged.get() : refused();
    }

    UntagResult ofUntag() {
        Optional<Merged> merged = merged();
        return merged.isPresent() ? merged.get() : refused();
    }

    UnarchiveResult ofUnarchive() {
        boolean never = NOT_RESTORABLE.matcher(fault.error().code()).find()
                || NOT_RESTORABLE.matcher(fault.error().message()).find();
        return never ? fault.notRestorable() : refused();
    }

    private Optional<Merged> merged() {
        return fault.status() == 410 ? canonicalId.map(Merged::new) : Optional.empty();
    }
}
