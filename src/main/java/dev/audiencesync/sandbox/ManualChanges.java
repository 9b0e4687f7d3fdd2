package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes made behind the API's back, as a person at Intercom's own screens would: for setting up tests. They are kept
 * and journaled like any other, lag in search like any other, and are not counted. Unknown ids are refused with
 * {@link IllegalArgumentException}.
 */
public final class ManualChanges {
    private static final ApiVersion NEWEST = ApiVersion.requested(null);

    private final Store store;
    private final Clock clock;

    ManualChanges(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Adds a contact, even one whose e-mail is taken.
     *
     * @return its id
     * @throws IllegalArgumentException if the API would not take its fields, or a user has its external id
     */
    public String seedContact(ContactSeed seed) {
        return store.writeByHand((state, changes) -> {
            Contact contact = state.newContact(profile(seed, state), now());
            changes.put(contact);
            return contact.id();
        });
    }

    private static Profile profile(ContactSeed seed, State state) {
        try {
            Profile profile = new ContactBody(seed.body(), NEWEST, state.attributes()).create();
            String externalId = profile.externalId();
            if (externalId != null
                    && Identity.userWithExternalId(state, externalId).isPresent()) {
                throw new IllegalArgumentException("The sandbox has a user " + externalId + " already");
            }
            return profile;
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("The seed would be refused: " + refusal.text(), refusal);
        }
    }

    /** Adds a tag, or finds the one of that name; returns its id. */
    public String seedTag(String name) {
        return store.writeByHand((state, changes) ->
                TagCalls.findOrCreate(state, changes, name, now()).id());
    }

    /**
     * Gives a contact's fields other values, as an update by the API does.
     *
     * @param fields by their names in the Contacts API; custom attributes in a map of their own
     */
    public void edit(String contactId, Map<String, ?> fields) {
        ObjectNode body = Json.MAPPER.valueToTree(fields);
        store.writeByHand((state, changes) -> {
            Contact contact = contact(state, contactId);
            Profile edited = new ContactBody(body, NEWEST, state.attributes()).update(contact.profile());
            changes.put(contact.withProfile(edited, now()));
            return contact;
        });
    }

    public void tag(String contactId, String tagName) {
        store.writeByHand((state, changes) -> {
            Tag tag = TagCalls.findOrCreate(state, changes, tagName, now());
            changes.put(contact(state, contactId).tagged(tag.id(), now()));
            return tag;
        });
    }

    public void untag(String contactId, String tagName) {
        change(
                contactId,
                (state, contact) -> contact.untagged(tagNamed(state, tagName).id(), now()));
    }

    public void archive(String contactId) {
        live(contactId, Life.ARCHIVED);
    }

    public void unarchive(String contactId) {
        live(contactId, Life.ACTIVE);
    }

    public void delete(String contactId) {
        live(contactId, Life.DELETED);
    }

    /** Deletes for good, as Intercom does some time after a deletion: nothing of the contact stands in anybody's way. */
    public void purge(String contactId) {
        change(contactId, (state, contact) -> contact.withProfile(Profile.empty(Role.USER), now())
                .withLife(Life.DELETED, now()));
    }

    public void block(String contactId) {
        live(contactId, Life.BLOCKED);
    }

    /** Merges the first contact into the second, which stays as it is. */
    public void merge(String contactId, String survivorId) {
        change(
                contactId,
                (state, contact) ->
                        contact.mergedInto(contact(state, survivorId).id(), now()));
    }

    public void renameTag(String oldName, String newName) {
        store.writeByHand((state, changes) ->
                TagCalls.rename(state, changes, tagNamed(state, oldName).id(), newName));
    }

    public void deleteTag(String name) {
        store.writeByHand((state, changes) -> {
            Tag tag = tagNamed(state, name);
            changes.put(tag.asDeleted());
            return tag;
        });
    }

    /** Defines a custom attribute; one that is defined already stays as it is. */
    public void defineAttribute(String name, AttributeType type, String... options) {
        store.writeByHand((state, changes) -> {
            Attribute known = state.attributes().get(name);
            return known != null ? known : AttributeCalls.define(state, changes, name, type, List.of(options), now());
        });
    }

    private void live(String contactId, Life life) {
        change(contactId, (state, contact) -> contact.withLife(life, now()));
    }

    private void change(String contactId, BiFunction<State, Contact, Contact> to) {
        store.writeByHand((state, changes) -> {
            Contact changed = to.apply(state, contact(state, contactId));
            changes.put(changed);
            return changed;
        });
    }

    private static Contact contact(State state, String id) {
        return known(state.contacts().find(id), "contact", id);
    }

    private static Tag tagNamed(State state, String name) {
        return known(state.tagNamed(name), "tag", name);
    }

    private static <T> T known(@Nullable T found, String what, String key) {
        if (found == null) {
            throw new IllegalArgumentException("The sandbox has no " + what + " " + key);
        }
        return found;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
