package dev.audiencesync.sandbox;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Contacts, found by id, external id, e-mail and tag without looking at all of them. Not thread-safe. */
final class ContactIndex {
    private final Map<String, Contact> byId = new HashMap<>();
    private final NavigableMap<Long, Contact> byNumber = new TreeMap<>();
    private final NumberSets byExternalId = new NumberSets();
    private final NumberSets byEmail = new NumberSets();
    private final NumberSets byTag = new NumberSets();

    void put(Contact contact) {
        remove(contact.id());
        byId.put(contact.id(), contact);
        byNumber.put(contact.number(), contact);
        byExternalId.add(contact.profile().externalId(), contact.number());
        byEmail.add(contact.profile().emailKey(), contact.number());
        contact.tags().keySet().forEach(tag -> byTag.add(tag, contact.number()));
    }

    void remove(String id) {
        Contact old = byId.remove(id);
        if (old == null) {
            return;
        }
        byNumber.remove(old.number());
        byExternalId.remove(old.profile().externalId(), old.number());
        byEmail.remove(old.profile().emailKey(), old.number());
        old.tags().keySet().forEach(tag -> byTag.remove(tag, old.number()));
    }

    @Nullable
    Contact find(String id) {
        return byId.get(id);
    }

    @Nullable
    Contact find(long number) {
        return byNumber.get(number);
    }

    NavigableSet<Long> withId(String id) {
        Contact contact = byId.get(id);
        return contact == null
                ? Collections.emptyNavigableSet()
                : new TreeSet<>(Collections.singleton(contact.number()));
    }

    NavigableSet<Long> withExternalId(String externalId) {
        return byExternalId.get(externalId);
    }

    NavigableSet<Long> withEmail(String email) {
        return byEmail.get(email.toLowerCase(Locale.ROOT));
    }

    NavigableSet<Long> withTag(String tagId) {
        return byTag.get(tagId);
    }

    /** All contacts, oldest first. */
    Collection<Contact> all() {
        return byNumber.values();
    }

    /** The contacts born after the one with this number, oldest first. */
    Collection<Contact> after(long number) {
        return byNumber.tailMap(number, false).values();
    }

    int size() {
        return byId.size();
    }

    long highestNumber() {
        return byNumber.isEmpty() ? 0 : byNumber.lastKey();
    }
}
