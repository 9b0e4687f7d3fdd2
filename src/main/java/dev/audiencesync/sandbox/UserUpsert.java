package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.Optional;

/** {@code POST /users}: updates whom it finds by {@code id}, {@code user_id} or {@code email}, else creates. */
final class UserUpsert implements Handler {
    private final Store store;
    private final UserJson json;
    private final Clock clock;

    UserUpsert(Store store, UserJson json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Answer handle(Call call) {
        long now = clock.instant().getEpochSecond();
        return Answer.ok(store.write((state, changes) -> {
            BodyFields body = new BodyFields(call.body());
            Optional<Contact> found = UserIdentity.target(
                    state, body.identifier("id"), body.identifier("user_id"), body.identifier("email"));
            UserBody wanted = new UserBody(body, state, changes, now);
            Contact user = found.map(current -> current.withProfile(wanted.onto(current.profile()), now))
                    .orElseGet(() -> state.newContact(wanted.ofNewcomer(), now));
            found.ifPresent(current -> UserIdentity.refuseTakenUserId(state, current, user));
            if (!found.equals(Optional.of(user))) {
                changes.put(user);
            }
            return json.render(user, state);
        }));
    }
}
