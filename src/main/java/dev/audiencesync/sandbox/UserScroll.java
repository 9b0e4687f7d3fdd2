package dev.audiencesync.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /users/scroll}: all users, a hundred a call. A workspace has one scroll at a time, which ends after a minute
 * without a call, or with the empty page after the last.
 */
final class UserScroll implements Handler {
    private static final int PAGE = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Store store;
    private final UserJson json;
    private final Clock clock;
    private @Nullable Open open;

    UserScroll(Store store, UserJson json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** The scroll under way: its name, the number of the last user it gave out, and when. */
    private record Open(String parameter, long last, Instant at) {
        boolean lives(Instant now) {
            return now.isBefore(at.plus(LONGEST_PAUSE));
        }
    }

    @Override
    public synchronized Answer handle(Call call) {
        Open scroll = asked(call.query().get("scroll_param"), clock.instant());
        ObjectNode page = store.read(state -> {
            List<Contact> users = state.contacts().after(scroll.last()).stream()
                    .filter(contact -> contact.isActive() && contact.isUser())
                    .limit(PAGE)
                    .toList();
            open = users.isEmpty()
                    ? null
                    : new Open(scroll.parameter(), users.get(users.size() - 1).number(), scroll.at());
            ObjectNode list = Json.object().put("type", "user.list").put("scroll_param", scroll.parameter());
            var rendered = list.putArray("users");
            users.forEach(user -> rendered.add(json.render(user, state)));
            return list;
        });
        return Answer.ok(page);
    }

    private Open asked(@Nullable String parameter, Instant now) {
        Open current = open != null && open.lives(now) ? open : null;
        if (parameter == null) {
            if (current != null) {
                throw new Refusal(400, "scroll_exists", "scroll already exists for this workspace");
            }
            return new Open(UUID.randomUUID().toString(), 0, now);
        }
        if (current == null || !current.parameter().equals(parameter)) {
            throw new Refusal(404, "not_found", "scroll parameter not found");
        }
        return new Open(parameter, current.last(), now);
    }
}
