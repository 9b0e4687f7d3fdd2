package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.ContactLookup;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Merged;
import dev.audiencesync.person.Identifiers;
import java.util.List;

/**
 * Whether a contact is the person: the same external id; or the same e-mail where one side has no external id. A contact
 * with the same e-mail and another external id is somebody else, and a lead is nobody.
 */
final class SamePerson {
    static final String MERGED_AWAY =
            "the contact was merged in Intercom into one that is somebody else's; that one is left alone";

    private SamePerson() {}

    /** Whether the contact that a person's was merged into is still theirs. */
    static boolean isNow(Identifiers person, Merged merged, IntercomClient client, Calls calls) {
        if (person.externalId() == null && person.email() == null) {
            return true;
        }
        calls.take();
        return client.contact(merged.canonicalId()) instanceof ContactLookup.Found found && is(person, found.contact());
    }

    static boolean is(Identifiers person, Contact contact) {
        if (contact.isLead()) {
            return false;
        }
        if (person.externalId() != null && contact.externalId() != null) {
            return person.externalId().equals(contact.externalId());
        }
        String email = contact.email();
        return email != null && Identifiers.emailKey(email).equals(person.emailKey());
    }

    /** The contacts that are the person; one with the same external id settles it alone. */
    static List<Contact> among(Identifiers person, List<Contact> contacts) {
        List<Contact> same =
                contacts.stream().filter(contact -> is(person, contact)).toList();
        List<Contact> byExternalId = same.stream()
                .filter(contact ->
                        contact.externalId() != null && contact.externalId().equals(person.externalId()))
                .toList();
        return byExternalId.isEmpty() ? same : byExternalId;
    }
}
