package dev.audiencesync.nights;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A contact as a workspace should hold it, or holds it. E-mails and tag names in lower case: they compare so. */
record Held(
        String externalId, String email, String name, SortedMap<String, Object> attributes, SortedSet<String> tags) {

    Held {
        email = email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    static Held of(dev.audiencesync.sandbox.ContactSnapshot contact) {
        SortedMap<String, Object> attributes = new TreeMap<>();
        for (Map.Entry<String, Object> attribute : contact.customAttributes().entrySet()) {
            if (attribute.getValue() != null) {
                attributes.put(attribute.getKey(), attribute.getValue());
            }
        }
        SortedSet<String> tags = new TreeSet<>();
        contact.tagNames().forEach(tag -> tags.add(tag.toLowerCase(Locale.ROOT)));
        String email = Objects.equals(contact.email(), "") ? null : contact.email();
        return new Held(contact.externalId(), email, contact.name(), attributes, tags);
    }
}
