package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.person.Identifiers;
import java.util.List;

/**
 * Whether a contact is the person: the same external id; or the same e-mail where one side has no external id. A contact
 * with the same e-mail and another external id is somebody else, and a lead is nobody.
 */
final class SamePerson {
    private SamePerson() {}

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
