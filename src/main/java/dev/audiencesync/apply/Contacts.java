package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.ledger.Outcome.ContactRef;

/** Intercom's answers in the ledger's words. */
final class Contacts {
    private static final int NOT_FOUND = 404;

    private Contacts() {}

    static ContactRef reference(Contact contact) {
        return new ContactRef(contact.id(), contact.externalId(), contact.email());
    }

    static String code(Refused refused) {
        return refused.code().isEmpty() ? "http_" + refused.status() : refused.code();
    }

    /** 404 is also what Intercom answers for archived and deleted contacts. */
    static String reason(Refused refused) {
        if (refused.status() == NOT_FOUND) {
            return "the contact is not in Intercom any more: archived, or deleted there";
        }
        return "Intercom answered " + refused.status() + (refused.message().isEmpty() ? "" : ": " + refused.message());
    }
}
