package dev.audiencesync.sandbox;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom the Users API means, as its reference says: {@code id} before {@code user_id} before {@code email}. An e-mail whose
 * user has another {@code user_id} than the one that is sent names nobody. Leads are no users.
 */
final class UserIdentity {
    private UserIdentity() {}

    /** Whom an upsert updates; empty where it creates. Whoever is not active any more still stands in its way. */
    static Optional<Contact> target(State state, @Nullable String id, @Nullable String userId, @Nullable String email) {
        if (id != null) {
            return Optional.of(withId(state, id));
        }
        if (userId == null && email == null) {
            throw Refusal.invalid("A user needs an id, a user_id or an email");
        }
        Optional<Contact> user = userId == null ? Optional.empty() : Identity.userWithExternalId(state, userId);
        if (user.isEmpty() && email != null) {
            user = byEmail(state, userId, email);
        }
        user.filter(found -> !found.isActive()).ifPresent(gone -> {
            throw Refusal.conflict(gone);
        });
        return user;
    }

    private static Optional<Contact> byEmail(State state, @Nullable String userId, String email) {
        List<Contact> same = withEmail(state, email)
                .filter(holder -> userId == null || holder.profile().externalId() == null)
                .toList();
        List<Contact> active = same.stream().filter(Contact::isActive).toList();
        return active.isEmpty() ? same.stream().findFirst() : Optional.of(single(active, email));
    }

    /** Whom a tag directive means. */
    static Contact named(State state, @Nullable String id, @Nullable String userId, @Nullable String email) {
        if (id != null) {
            return Optional.ofNullable(state.contacts().find(id))
                    .filter(Contact::isActive)
                    .orElseThrow(Refusal::noSuchUser);
        }
        return userId != null ? withUserId(state, userId) : withOnlyEmail(state, String.valueOf(email));
    }

    static Contact withId(State state, String id) {
        return Optional.ofNullable(state.contacts().find(id))
                .filter(contact -> contact.isActive() && contact.isUser())
                .orElseThrow(Refusal::noSuchUser);
    }

    static Contact withUserId(State state, String userId) {
        return Identity.userWithExternalId(state, userId)
                .filter(Contact::isActive)
                .orElseThrow(Refusal::noSuchUser);
    }

    static Contact withOnlyEmail(State state, String email) {
        List<Contact> active = activeWithEmail(state, email);
        if (active.isEmpty()) {
            throw Refusal.noSuchUser();
        }
        return single(active, email);
    }

    static List<Contact> activeWithEmail(State state, String email) {
        return withEmail(state, email).filter(Contact::isActive).toList();
    }

    /** An update by id may give somebody a {@code user_id}, but nobody another user's. */
    static void refuseTakenUserId(State state, Contact current, Contact updated) {
        String userId = updated.profile().externalId();
        if (userId != null && !userId.equals(current.profile().externalId())) {
            Identity.userWithExternalId(state, userId)
                    .filter(holder -> holder.number() != current.number())
                    .ifPresent(holder -> {
                        throw Refusal.conflict(holder);
                    });
        }
    }

    private static Contact single(List<Contact> users, String email) {
        if (users.size() > 1) {
            throw Refusal.severalUsers(email);
        }
        return users.get(0);
    }

    private static Stream<Contact> withEmail(State state, String email) {
        NavigableSet<Long> numbers = state.contacts().withEmail(email);
        return numbers.stream()
                .map(number -> Objects.requireNonNull(state.contacts().find(number)))
                .filter(Contact::isUser);
    }
}
