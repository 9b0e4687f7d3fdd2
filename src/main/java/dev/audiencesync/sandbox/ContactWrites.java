package dev.audiencesync.sandbox;

import java.time.Clock;

/** Creating and updating contacts; a create never updates. */
final class ContactWrites {
    private final Store store;
    private final Identity identity;
    private final ContactJson json;
    private final Clock clock;

    ContactWrites(Store store, Identity identity, ContactJson json, Clock clock) {
        this.store = store;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
    }

    Answer create(Call call) {
        long now = clock.instant().getEpochSecond();
        Contact created = store.write((state, changes) -> {
            Profile profile = new ContactBody(call.body(), call.version(), state.attributes()).create();
            identity.refuseDoubleCreate(state, profile);
            Contact contact = state.newContact(profile, now);
            changes.put(contact);
            return contact;
        });
        return Answer.ok(json.render(created, call.version()));
    }

    Answer update(Call call) {
        long now = clock.instant().getEpochSecond();
        Contact updated = store.write((state, changes) -> {
            Contact current = Identity.active(state, call.variable("id"), call.version());
            Profile wanted = new ContactBody(call.body(), call.version(), state.attributes()).update(current.profile());
            identity.refuseDoubleUpdate(state, current, wanted, changes, now);
            Contact contact = current.withProfile(wanted, now);
            if (!contact.equals(current)) {
                changes.put(contact);
            }
            return contact;
        });
        return Answer.ok(json.render(updated, call.version()));
    }
}
