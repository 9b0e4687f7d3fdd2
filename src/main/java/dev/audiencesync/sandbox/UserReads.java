package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Function;

/** Reading users directly; 1.x has no search that could lag. */
final class UserReads {
    private final Store store;
    private final UserJson json;

    UserReads(Store store, UserJson json) {
        this.store = store;
        this.json = json;
    }

    /** {@code GET /users} is several calls in one; the query tells which. */
    static CallKind kind(Call call) {
        if (call.query().containsKey("user_id")) {
            return CallKind.FIND_USER_BY_USER_ID;
        }
        return call.query().containsKey("email") ? CallKind.FIND_USERS_BY_EMAIL : CallKind.LIST_USERS;
    }

    Answer get(Call call) {
        return one(state -> UserIdentity.withId(state, call.variable("id")));
    }

    Answer query(Call call) {
        Map<String, String> query = call.query();
        return switch (kind(call)) {
            case FIND_USER_BY_USER_ID ->
                one(state -> UserIdentity.withUserId(state, String.valueOf(query.get("user_id"))));
            case FIND_USERS_BY_EMAIL -> byEmail(call, String.valueOf(query.get("email")));
            default -> list(call);
        };
    }

    private Answer one(Function<State, Contact> find) {
        return Answer.ok(store.read(state -> json.render(find.apply(state), state)));
    }

    private Answer byEmail(Call call, String email) {
        if (!call.version().listsByEmail()) {
            return one(state -> UserIdentity.withOnlyEmail(state, email));
        }
        return page(call, state -> UserIdentity.activeWithEmail(state, email));
    }

    /** Everybody, or all holders of a tag; the latter may be leads. */
    private Answer list(Call call) {
        if (call.query().containsKey("segment_id")) {
            throw Refusal.invalid("This sandbox has no segments");
        }
        String tagId = call.query().get("tag_id");
        return page(call, state -> tagId == null ? users(state) : holders(state, tagId));
    }

    private static List<Contact> users(State state) {
        return state.contacts().all().stream()
                .filter(contact -> contact.isActive() && contact.isUser())
                .toList();
    }

    private static List<Contact> holders(State state, String tagId) {
        if (state.tag(tagId) == null) {
            throw Refusal.noSuchResource();
        }
        NavigableSet<Long> numbers = state.contacts().withTag(tagId);
        return numbers.stream()
                .map(number -> Objects.requireNonNull(state.contacts().find(number)))
                .filter(Contact::isActive)
                .toList();
    }

    /** @param listed all there is to list, oldest first */
    private Answer page(Call call, Function<State, List<Contact>> listed) {
        UserPage page = UserPage.of(call.query());
        return Answer.ok(store.read(
                state -> page.render(listed.apply(state), call.query(), contact -> json.render(contact, state))));
    }
}
