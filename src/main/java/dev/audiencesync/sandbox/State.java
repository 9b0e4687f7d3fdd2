package dev.audiencesync.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A workspace in memory: contacts, tags, attributes. Not thread-safe; {@link Store} guards it. */
final class State {
    /** Makes ids look like the object ids they are at Intercom. */
    private static final int ID_SALT = 0x5a7d09;

    private final ContactIndex contacts = new ContactIndex();
    private final SearchIndex searchIndex;
    private final Map<Long, Tag> tags = new TreeMap<>();
    private final Map<String, Attribute> attributes = new TreeMap<>();
    private long highestTagId;
    private int activeContacts;

    State(Clock clock, Supplier<Duration> indexLag) {
        this.searchIndex = new SearchIndex(clock, indexLag);
    }

    ContactIndex contacts() {
        return contacts;
    }

    ContactIndex searchable() {
        return searchIndex.visible();
    }

    int activeContacts() {
        return activeContacts;
    }

    /** The tags there are, oldest first. */
    List<Tag> tags() {
        return tags.values().stream().filter(tag -> !tag.deleted()).toList();
    }

    /** Tags, deleted ones too: their ids are never given out again. */
    Collection<Tag> tagsEver() {
        return tags.values();
    }

    @Nullable
    Tag tag(String id) {
        return tags().stream().filter(tag -> tag.id().equals(id)).findFirst().orElse(null);
    }

    /** Tag names are unique without case. */
    @Nullable
    Tag tagNamed(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return tags().stream()
                .filter(tag -> tag.name().toLowerCase(Locale.ROOT).equals(key))
                .findFirst()
                .orElse(null);
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }

    /** A contact with the next free id, 24 hexadecimal digits as Intercom's; not yet part of the state. */
    Contact newContact(Profile profile, long now) {
        long number = contacts.highestNumber() + 1;
        return Contact.born(String.format("%08x%06x%010x", now, ID_SALT, number), number, profile, now);
    }

    /** A tag with the next free id; not yet part of the state. */
    Tag newTag(String name, long now) {
        return new Tag(Long.toString(highestTagId + 1), name, now, false);
    }

    void apply(AfterImages images) {
        images.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        images.tags().forEach(this::apply);
        images.contacts().forEach(this::apply);
    }

    void endLag() {
        searchIndex.catchUp();
    }

    private void apply(Contact contact) {
        Contact before = contacts.find(contact.id());
        activeContacts += (contact.isActive() ? 1 : 0) - (before != null && before.isActive() ? 1 : 0);
        contacts.put(contact);
        searchIndex.changed(contact);
    }

    private void apply(Tag tag) {
        long id = Long.parseLong(tag.id());
        highestTagId = Math.max(highestTagId, id);
        tags.put(id, tag);
        if (tag.deleted()) {
            List.copyOf(contacts.withTag(tag.id())).forEach(number -> apply(without(tag, number)));
        }
    }

    private Contact without(Tag tag, long number) {
        Contact holder = Objects.requireNonNull(contacts.find(number));
        return holder.untagged(tag.id(), holder.updatedAt());
    }
}
