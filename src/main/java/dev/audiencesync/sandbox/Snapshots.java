package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Read-only views of what the sandbox holds. */
final class Snapshots {
    private final Store store;

    Snapshots(Store store) {
        this.store = store;
    }

    List<ContactSnapshot> contacts() {
        return contactStream().toList();
    }

    List<TagSnapshot> tags() {
        return store.read(state -> state.tags().stream()
                .map(tag -> new TagSnapshot(tag.id(), tag.name(), activeHolders(state, tag)))
                .toList());
    }

    Stream<ObjectNode> contactsJson() {
        return contactStream().map(Snapshots::json);
    }

    Stream<ObjectNode> tagsJson() {
        return tags().stream().map(tag -> Json.object()
                .put("id", tag.id())
                .put("name", tag.name())
                .put("contacts", tag.contacts()));
    }

    /** Contacts are immutable: the lock is held for copying references, not for rendering. */
    private Stream<ContactSnapshot> contactStream() {
        record Held(List<Contact> contacts, Map<String, String> tagNames) {}
        Held held = store.read(state -> new Held(
                List.copyOf(state.contacts().all()),
                state.tags().stream().collect(Collectors.toMap(Tag::id, Tag::name))));
        return held.contacts().stream().map(contact -> snapshot(contact, held.tagNames()));
    }

    private static int activeHolders(State state, Tag tag) {
        return (int) state.contacts().withTag(tag.id()).stream()
                .map(number -> Objects.requireNonNull(state.contacts().find(number)))
                .filter(Contact::isActive)
                .count();
    }

    private static ContactSnapshot snapshot(Contact contact, Map<String, String> tagNames) {
        Profile profile = contact.profile();
        return new ContactSnapshot(
                contact.id(),
                profile.role().wireName(),
                profile.externalId(),
                profile.email(),
                profile.name(),
                profile.phone(),
                profile.signedUpAt(),
                profile.lastSeenAt(),
                profile.lastSeenIp(),
                profile.lastSeenUserAgent(),
                profile.sessions() == null ? 0 : profile.sessions(),
                profile.avatar(),
                profile.ownerId(),
                profile.unsubscribed(),
                profile.customAttributes(),
                contact.tags().keySet(),
                contact.tags().keySet().stream()
                        .map(id -> Objects.requireNonNull(tagNames.get(id)))
                        .collect(Collectors.toSet()),
                contact.createdAt(),
                contact.updatedAt(),
                contact.life() == Life.ARCHIVED,
                contact.life() == Life.DELETED,
                contact.life() == Life.BLOCKED,
                contact.mergedInto());
    }

    private static ObjectNode json(ContactSnapshot contact) {
        ObjectNode json = Json.object()
                .put("id", contact.id())
                .put("role", contact.role())
                .put("external_id", contact.externalId())
                .put("email", contact.email())
                .put("name", contact.name())
                .put("phone", contact.phone())
                .put("signed_up_at", contact.signedUpAt())
                .put("last_seen_at", contact.lastSeenAt())
                .put("last_seen_ip", contact.lastSeenIp())
                .put("last_seen_user_agent", contact.lastSeenUserAgent())
                .put("sessions", contact.sessions())
                .put("avatar", contact.avatar())
                .put("owner_id", contact.ownerId())
                .put("unsubscribed_from_emails", contact.unsubscribed());
        json.set("custom_attributes", Json.MAPPER.valueToTree(contact.customAttributes()));
        var tags = json.putArray("tags");
        contact.tagNames().stream().sorted().forEach(tags::add);
        return json.put("created_at", contact.createdAt())
                .put("updated_at", contact.updatedAt())
                .put("archived", contact.archived())
                .put("deleted", contact.deleted())
                .put("blocked", contact.blocked())
                .put("merged_into", contact.mergedInto());
    }
}
