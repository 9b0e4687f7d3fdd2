package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tagging many users with one {@code POST /tags}; the tag is created if it is missing. */
final class TagBulk implements Handler {
    /** What Intercom's guide advises; more is refused here, so that a careless caller notices. */
    private static final int MOST_USERS = 50;

    private final Store store;
    private final Clock clock;
    private final Supplier<SandboxSettings> settings;

    TagBulk(Store store, Clock clock, Supplier<SandboxSettings> settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /** One entry of {@code users}: whom, and whether to untag. */
    private record Item(String id, boolean untag, boolean saidTagged) {}

    @Override
    public Answer handle(Call call) {
        String name = TagCalls.name(call);
        List<Item> items = items(call.body().get("users"));
        return Answer.ok(store.write((state, changes) -> apply(state, changes, call.version(), name, items)));
    }

    static void checkSize(JsonNode users) {
        if (!users.isArray() || users.isEmpty()) {
            throw Refusal.invalid("users must be a list of users");
        }
        if (users.size() > MOST_USERS) {
            throw Refusal.invalid("Too many users: " + users.size() + ", at most " + MOST_USERS + " a call");
        }
    }

    private List<Item> items(JsonNode users) {
        checkSize(users);
        BulkUntag choice = settings.get().bulkUntag();
        List<Item> items = new ArrayList<>();
        for (JsonNode user : users) {
            boolean untag = user.path("untag").asBoolean(false);
            if (untag && choice == BulkUntag.REFUSED) {
                throw Refusal.invalid("users.untag is not a known parameter");
            }
            // Only Intercom ids are documented for 2.x: an entry with another identifier is nobody.
            items.add(new Item(
                    user.path("id").asString(""),
                    untag && choice == BulkUntag.HONOURED,
                    !untag || choice == BulkUntag.IGNORED));
        }
        return items;
    }

    private ObjectNode apply(State state, Changes changes, ApiVersion version, String name, List<Item> items) {
        boolean skipsUnknown = version.atLeast(16);
        long now = clock.instant().getEpochSecond();
        Tag tag = TagCalls.findOrCreate(state, changes, name, now);
        ObjectNode answer = TagCalls.render(tag);
        var done = Json.array();
        for (Item item : items) {
            Contact contact = state.contacts().find(item.id());
            if (contact != null && contact.isActive()) {
                Contact before = changes.latest(contact);
                Contact after = item.untag() ? before.untagged(tag.id(), now) : before.tagged(tag.id(), now);
                if (!after.equals(before)) {
                    changes.put(after);
                }
                done.addObject().put("id", item.id()).put("tagged", item.saidTagged());
            } else if (!skipsUnknown) {
                // Up to 2.15 one unknown user fails the whole call, and nothing of it takes effect.
                throw Refusal.noSuchUser();
            }
        }
        if (skipsUnknown) {
            answer.set("users", done);
        }
        return answer;
    }
}
