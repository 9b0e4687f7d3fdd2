package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** Archiving, unarchiving and deleting contacts. */
final class ContactLives {
    private final Store store;
    private final Clock clock;

    ContactLives(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer archive(Call call) {
        Contact archived = change(
                call, (state, id) -> Identity.active(state, id, call.version()).withLife(Life.ARCHIVED, now()));
        return Answer.ok(reference(archived).put("archived", true));
    }

    Answer unarchive(Call call) {
        Contact active = change(call, (state, id) -> restorable(state, id).withLife(Life.ACTIVE, now()));
        return Answer.ok(reference(active).put("archived", false));
    }

    Answer delete(Call call) {
        Contact deleted = change(call, (state, id) -> {
            Contact contact = state.contacts().find(id);
            Contact deletable = contact != null && contact.life() == Life.ARCHIVED
                    ? contact
                    : Identity.active(state, id, call.version());
            return deletable.withLife(Life.DELETED, now());
        });
        return Answer.ok(reference(deleted).put("deleted", true));
    }

    private static Contact restorable(State state, String id) {
        Contact contact = state.contacts().find(id);
        if (contact == null) {
            throw Refusal.noSuchUser();
        }
        return switch (contact.life()) {
            case ACTIVE, ARCHIVED -> contact;
            case DELETED ->
                throw new Refusal(
                        400, "bad_request", "User has been marked for permanent deletion and is not restorable.");
            case MERGED -> throw new Refusal(400, "bad_request", "User has been merged and is not restorable.");
            case BLOCKED -> throw new Refusal(400, "not_restorable", "User has been blocked and is not restorable.");
        };
    }

    private Contact change(Call call, BiFunction<State, String, Contact> to) {
        return store.write((state, changes) -> {
            Contact changed = to.apply(state, call.variable("id"));
            changes.put(changed);
            return changed;
        });
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static ObjectNode reference(Contact contact) {
        return Json.object()
                .put("type", "contact")
                .put("id", contact.id())
                .put("external_id", contact.profile().externalId());
    }
}
