package dev.audiencesync.sandbox;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Listing, creating, renaming and deleting tags. */
final class TagCalls {
    private final Store store;
    private final Clock clock;

    TagCalls(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** {@code POST /tags} is several calls in one; the body tells which. */
    static CallKind kindOfSave(Call call) {
        if (call.body().has("users")) {
            return CallKind.TAG_BULK;
        }
        return call.body().hasNonNull("id") ? CallKind.RENAME_TAG : CallKind.CREATE_TAG;
    }

    /** Not paginated. */
    Answer list(Call call) {
        ObjectNode list = Json.object().put("type", "list");
        var data = list.putArray("data");
        store.read(State::tags).forEach(tag -> data.add(render(tag)));
        return Answer.ok(list);
    }

    /** The same, as 1.x shows it. */
    Answer listForUsers(Call call) {
        ObjectNode list = Json.object().put("type", "tag.list");
        var tags = list.putArray("tags");
        store.read(State::tags).forEach(tag -> tags.add(render(tag)));
        return Answer.ok(list);
    }

    /** Creates a tag, or returns the one that has the name already; with an id, renames that tag. */
    Answer save(Call call) {
        if (call.body().has("companies")) {
            throw Refusal.invalid("This sandbox has no companies");
        }
        String name = name(call);
        JsonNode id = call.body().get("id");
        Tag tag = id == null || id.isNull()
                ? store.write((state, changes) -> findOrCreate(state, changes, name, now()))
                : store.write((state, changes) -> rename(state, changes, id.asString(""), name));
        return Answer.ok(render(tag));
    }

    Answer delete(Call call) {
        store.write((state, changes) -> {
            Tag tag = existing(state.tag(call.variable("id")));
            changes.put(tag.asDeleted());
            return tag;
        });
        return Answer.empty();
    }

    static Tag findOrCreate(State state, Changes changes, String name, long now) {
        Tag known = state.tagNamed(name);
        if (known != null) {
            return known;
        }
        Tag created = state.newTag(name, now);
        changes.put(created);
        return created;
    }

    static Tag rename(State state, Changes changes, String id, String name) {
        Tag tag = existing(state.tag(id));
        Tag namesake = state.tagNamed(name);
        if (namesake != null && !namesake.id().equals(id)) {
            throw Refusal.invalid("A tag named '" + namesake.name() + "' already exists");
        }
        Tag renamed = tag.renamed(name);
        changes.put(renamed);
        return renamed;
    }

    static String name(Call call) {
        JsonNode name = call.body().get("name");
        if (name == null || !name.isString() || name.stringValue().isBlank()) {
            throw Refusal.invalid("invalid tag parameters");
        }
        return name.stringValue().strip();
    }

    static ObjectNode render(Tag tag) {
        return Json.object().put("type", "tag").put("id", tag.id()).put("name", tag.name());
    }

    private static Tag existing(@Nullable Tag tag) {
        if (tag == null) {
            throw Refusal.noSuchResource();
        }
        return tag;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
