package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.ContactLookup;
import dev.audiencesync.intercom.EmailSearch;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.Identifiers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds people one by one who were sent by User ID or e-mail in a call that was refused, and counts how many are not there:
 * where few are, halving finds them in fewer calls than looking for everybody. Safe for use by many threads.
 */
final class UserFinder {
    private static final int NOT_FOUND = 404;

    /** From one in so many on, to look for everybody of a refused call costs less than to halve it. */
    private static final int FEW = 8;

    private final IntercomClient client;
    private final Links links;
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    UserFinder(IntercomClient client, Links links) {
        this.client = client;
        this.links = links;
    }

    /** Somebody found, or what becomes of who was not. */
    sealed interface Found {
        record User(Contact contact) implements Found {}

        record Nobody(Outcome outcome) implements Found {}
    }

    /** Notes people whom a call by User ID or e-mail has found. */
    void found(long people) {
        known.addAndGet(people);
    }

    /** Whether everybody of a refused call is to be looked for; few people are too few to tell. */
    boolean looksForAll() {
        return unknown.get() * FEW > known.get() + unknown.get() + IntercomClient.BATCH;
    }

    /** @param mayHaveUserId false where Intercom is known to have no user with the User ID */
    Found find(OpenChange open, boolean mayHaveUserId, Calls calls) {
        Identifiers person = open.person().identifiers();
        if (person.externalId() != null && mayHaveUserId) {
            calls.take();
            ContactLookup lookup = client.findByExternalId(person.externalId());
            if (lookup instanceof ContactLookup.Found hit) {
                return new Found.User(hit.contact());
            }
            if (lookup instanceof Refused refused && refused.status() != NOT_FOUND) {
                return rejected(refused);
            }
        }
        boolean askedBefore = person.externalId() == null && !mayHaveUserId;
        return person.email() == null || askedBefore ? nobody() : byEmail(open, person, calls);
    }

    /** A user with the same e-mail and another User ID is somebody else; one without is the first of those who share it. */
    private Found byEmail(OpenChange open, Identifiers person, Calls calls) {
        EmailSearch search = client.searchByEmails(List.of(String.valueOf(person.email())), calls::take);
        for (Refused refused : search.refused().values()) {
            if (refused.status() != NOT_FOUND) {
                return rejected(refused);
            }
        }
        List<Contact> same = search.contacts().stream()
                .filter(contact -> person.externalId() == null
                        || (contact.externalId() == null && !links.isAnothers(contact.id(), open.person())))
                .toList();
        if (same.size() > 1) {
            return new Found.Nobody(ambiguous());
        }
        boolean found = !same.isEmpty()
                && (person.externalId() == null || links.takeIfFree(same.get(0).id(), open.person()));
        return found ? new Found.User(same.get(0)) : nobody();
    }

    private Found nobody() {
        unknown.incrementAndGet();
        return new Found.Nobody(new Outcome.Absent());
    }

    private static Found rejected(Refused refused) {
        return new Found.Nobody(new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused)));
    }

    static Outcome ambiguous() {
        return new Outcome.Rejected(
                "ambiguous_email", "several users in Intercom share the e-mail, and none has the external id");
    }
}
