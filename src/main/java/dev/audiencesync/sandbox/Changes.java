package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what one call changes; nothing takes effect before the call has succeeded. */
final class Changes {
    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private final Map<String, Tag> tags = new LinkedHashMap<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    void put(Contact contact) {
        contacts.put(contact.id(), contact);
    }

    void put(Tag tag) {
        tags.put(tag.id(), tag);
    }

    void put(Attribute attribute) {
        attributes.put(attribute.name(), attribute);
    }

    /** How many attributes this call defines so far. */
    int attributes() {
        return attributes.size();
    }

    /** This call's image of the contact, else the given one: a call may change the same contact twice. */
    Contact latest(Contact contact) {
        return contacts.getOrDefault(contact.id(), contact);
    }

    AfterImages afterImages() {
        return new AfterImages(
                contacts.values().stream().toList(),
                tags.values().stream().toList(),
                attributes.values().stream().toList());
    }
}
