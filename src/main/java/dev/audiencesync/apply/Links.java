package dev.audiencesync.apply;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Contacts without an external id that people of this run may be linked to. Several people can share such a contact's
 * e-mail, and only one of them is that contact: look and link under the contact's lock, or the last one takes it over.
 */
final class Links {
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    /** Notes that the plan gives the contact to a person already. */
    void take(String contactId) {
        taken.add(contactId);
    }

    boolean isTaken(String contactId) {
        return taken.contains(contactId);
    }

    Object lock(String contactId) {
        return locks.computeIfAbsent(contactId, id -> new Object());
    }
}
