package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tags of one contact. */
final class ContactTagCalls {
    private final Store store;
    private final Clock clock;

    ContactTagCalls(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer list(Call call) {
        ObjectNode list = Json.object().put("type", "list");
        var data = list.putArray("data");
        store.read(state -> {
            Contact contact = Identity.active(state, call.variable("id"), call.version());
            contact.tags().entrySet().forEach(held -> data.add(applied(state, held)));
            return data;
        });
        return Answer.ok(list);
    }

    Answer tag(Call call) {
        JsonNode id = call.body().get("id");
        if (id == null || !id.isString()) {
            throw Refusal.invalid("id must be the id of a tag");
        }
        long now = clock.instant().getEpochSecond();
        return Answer.ok(store.write((state, changes) -> {
            Contact contact = Identity.active(state, call.variable("id"), call.version());
            Tag tag = existing(state, id.stringValue());
            Contact tagged = contact.tagged(tag.id(), now);
            if (!tagged.equals(contact)) {
                changes.put(tagged);
            }
            return applied(tag, Objects.requireNonNull(tagged.tags().get(tag.id())));
        }));
    }

    /** 200 even when the tag was not on the contact. */
    Answer untag(Call call) {
        long now = clock.instant().getEpochSecond();
        return Answer.ok(store.write((state, changes) -> {
            Contact contact = Identity.active(state, call.variable("id"), call.version());
            Tag tag = existing(state, call.variable("tag"));
            Contact untagged = contact.untagged(tag.id(), now);
            if (!untagged.equals(contact)) {
                changes.put(untagged);
            }
            return TagCalls.render(tag);
        }));
    }

    private static Tag existing(State state, String id) {
        Tag tag = state.tag(id);
        if (tag == null) {
            throw Refusal.noSuchResource();
        }
        return tag;
    }

    private static ObjectNode applied(State state, Map.Entry<String, Long> held) {
        return applied(Objects.requireNonNull(state.tag(held.getKey())), held.getValue());
    }

    private static ObjectNode applied(Tag tag, long at) {
        ObjectNode json = TagCalls.render(tag).put("applied_at", at);
        json.putObject("applied_by").put("type", "admin").put("id", ShowAdmin.ID);
        return json;
    }
}
