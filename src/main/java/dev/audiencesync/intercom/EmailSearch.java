package dev.audiencesync.intercom;

import java.util.List;
import java.util.Map;

/**
 * What a search for e-mails found.
 *
 * @param contacts the users with one of the e-mails; several may share one. A contact created minutes ago may be missing
 * @param refused the e-mails that Intercom would not search for
 */
public record EmailSearch(List<Contact> contacts, Map<String, Refused> refused) {
    public EmailSearch {
        contacts = List.copyOf(contacts);
        refused = Map.copyOf(refused);
    }
}
