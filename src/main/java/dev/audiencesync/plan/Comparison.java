package dev.audiencesync.plan;

import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a contact holds otherwise than the ledger knows it was written. Pure. */
final class Comparison {
    private static final String ATTRIBUTES = "custom_attributes.";
    private static final String UNSUBSCRIBED = "unsubscribed_from_emails";

    /**
     * The fields that stand as they were sent unless somebody changes them. Intercom itself moves on when a person was last
     * seen, and spells phone numbers, avatars and owners in its own way.
     */
    private static final Set<String> STEADY = Set.of("external_id", "email", "name", "signed_up_at", UNSUBSCRIBED);

    private static final String SUBSCRIBED = new FieldValue.Truth(false).fingerprintIn(UNSUBSCRIBED);

    private final String job;
    private final Predicate<String> mapped;
    private final Map<String, String> tags;
    private final Set<String> added;

    /**
     * Compares for one job.
     *
     * @param mapped the fields that the definition still maps
     * @param tags the ids of the job's tags, by name key
     * @param added the name keys of those that it has begun to put on people
     */
    Comparison(String job, Predicate<String> mapped, Map<String, String> tags, Set<String> added) {
        this.job = job;
        this.mapped = mapped;
        this.tags = tags;
        this.added = added;
    }

    /**
     * What the ledger knows of a contact.
     *
     * @param person null for whom it does not know
     * @param sent what each job last sent, by job
     * @param owned name keys of the tags that this job put on
     * @param known name keys of the tags that are known to be there, whoever put them on
     * @param doubted name keys of those that may be there or not
     * @param removed name keys of the tags that this job took off by command
     */
    record Known(
            @Nullable LedgerPerson person,
            Map<String, SortedMap<String, String>> sent,
            Set<String> owned,
            Set<String> known,
            Set<String> doubted,
            Set<String> removed) {}

    /** Whether the tags in a list that is cut are not enough to tell. */
    boolean needsAllTags(IntercomView.Listed contact) {
        return !contact.tagsComplete() && !contact.tagIds().containsAll(tags.values());
    }

    /** @param contact with all its tags, unless those that are there are enough */
    List<Drift> of(Known known, IntercomView.Listed contact) {
        List<Drift> found = new ArrayList<>();
        if (known.person() != null) {
            known.sent()
                    .getOrDefault(job, Collections.emptySortedMap())
                    .forEach((field, sent) -> compare(known, contact, field, sent, found));
        }
        tags.forEach((nameKey, id) -> {
            boolean isThere = contact.tagIds().contains(id);
            if (known.doubted().contains(nameKey)) {
                return;
            }
            if (!isThere && known.owned().contains(nameKey)) {
                found.add(drift(known, contact, Kind.TAG_REMOVED, nameKey, "", ""));
            } else if (isThere && !known.known().contains(nameKey) && isNews(known, nameKey)) {
                found.add(drift(known, contact, Kind.TAG_ADDED, nameKey, "", ""));
            }
        });
        return found;
    }

    /** Of a tag that the job only takes off, nobody is known to have it before it did. */
    private boolean isNews(Known known, String nameKey) {
        return added.contains(nameKey) || known.removed().contains(nameKey);
    }

    /** What any of our jobs sent last is not somebody else's edit. */
    private void compare(Known known, IntercomView.Listed contact, String field, String sent, List<Drift> found) {
        FieldValue value = held(contact, field);
        if (value == null || !isSteady(field, sent) || !mapped.test(field)) {
            return;
        }
        String held = value.fingerprintIn(field);
        if (known.sent().values().stream().noneMatch(fields -> held.equals(fields.get(field)))) {
            found.add(drift(known, contact, Kind.FIELD, field, sent, held));
        }
    }

    /** An attribute that an answer does not have is empty; of another field it says nothing then. */
    private static @Nullable FieldValue held(IntercomView.Listed contact, String field) {
        FieldValue held = contact.held().get(field);
        return held == null && field.startsWith(ATTRIBUTES) ? new FieldValue.Clear() : held;
    }

    /** Whoever unsubscribes does so for themselves. */
    private static boolean isSteady(String field, String sent) {
        return field.startsWith(ATTRIBUTES)
                || (STEADY.contains(field) && !(field.equals(UNSUBSCRIBED) && sent.equals(SUBSCRIBED)));
    }

    private static Drift drift(
            Known known, IntercomView.Listed contact, Kind kind, String name, String sent, String held) {
        LedgerPerson person = known.person();
        return new Drift(
                person == null ? null : person.id(),
                contact.contact().id(),
                person == null
                        ? contact.contact().display()
                        : person.identifiers().display(),
                kind,
                name,
                sent,
                held);
    }
}
