package dev.audiencesync.intercom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of contacts.
 *
 * @param next the cursor of the page after it; empty on the last
 * @param total how many contacts all pages hold, where Intercom says so
 */
record ContactPage(List<Contact> contacts, Optional<String> next, OptionalLong total) {
    public ContactPage {
        contacts = List.copyOf(contacts);
    }
}
