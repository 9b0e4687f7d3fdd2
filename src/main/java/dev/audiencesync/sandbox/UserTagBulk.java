package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tagging and untagging many users with one {@code POST /tags} of 1.x, each named by {@code id}, {@code user_id} or
 * {@code email}. One that is not found fails the whole call, and nothing of it takes effect.
 */
final class UserTagBulk implements Handler {
    private final Store store;
    private final Clock clock;

    UserTagBulk(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** One entry of {@code users}. */
    private record Item(@Nullable String id, @Nullable String userId, @Nullable String email, boolean untag) {}

    @Override
    public Answer handle(Call call) {
        String name = TagCalls.name(call);
        List<Item> items = items(call.body().path("users"));
        long now = clock.instant().getEpochSecond();
        return Answer.ok(store.write((state, changes) -> {
            Tag tag = TagCalls.findOrCreate(state, changes, name, now);
            for (Item item : items) {
                Contact named = UserIdentity.named(state, item.id(), item.userId(), item.email());
                Contact before = changes.latest(named);
                Contact after = item.untag() ? before.untagged(tag.id(), now) : before.tagged(tag.id(), now);
                if (!after.equals(before)) {
                    changes.put(after);
                }
            }
            return TagCalls.render(tag);
        }));
    }

    private static List<Item> items(JsonNode users) {
        TagBulk.checkSize(users);
        List<Item> items = new ArrayList<>();
        for (JsonNode user : users) {
            Item item = new Item(
                    text(user, "id"),
                    text(user, "user_id"),
                    text(user, "email"),
                    user.path("untag").asBoolean(false));
            if (item.id() == null && item.userId() == null && item.email() == null) {
                throw Refusal.invalid("Each of users needs an id, a user_id or an email");
            }
            items.add(item);
        }
        return items;
    }

    private static @Nullable String text(JsonNode user, String key) {
        String text = user.path(key).asString("");
        return text.isBlank() ? null : text;
    }
}
