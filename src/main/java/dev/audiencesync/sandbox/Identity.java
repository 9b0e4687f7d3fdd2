package dev.audiencesync.sandbox;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: Intercom id before external id before e-mail. Leads are nobody's double, and whoever is not active any
 * more still stands in the way of a create.
 */
final class Identity {
    private static final Comparator<Contact> ACTIVE_THEN_OLDEST =
            Comparator.comparing((Contact contact) -> !contact.isActive()).thenComparing(Contact::number);

    private final Supplier<SandboxSettings> settings;

    Identity(Supplier<SandboxSettings> settings) {
        this.settings = settings;
    }

    /** An active contact; archived, deleted and blocked ones are not found, merged ones may lead to their survivor. */
    static Contact active(State state, String id, ApiVersion version) {
        Contact contact = state.contacts().find(id);
        if (contact == null) {
            throw Refusal.noSuchUser();
        }
        return activeOr404(state, contact, version);
    }

    /** The same, for a contact already found. */
    static Contact activeOr404(State state, Contact contact, ApiVersion version) {
        if (contact.life() == Life.MERGED) {
            throw Refusal.merged(survivor(state, contact), version);
        }
        if (!contact.isActive()) {
            throw Refusal.noSuchUser();
        }
        return contact;
    }

    /** Follows a chain of merges to its end. */
    private static String survivor(State state, Contact merged) {
        Contact at = merged;
        for (String next = at.mergedInto(); next != null; next = at.mergedInto()) {
            at = Objects.requireNonNull(state.contacts().find(next));
        }
        return at.id();
    }

    /** The user of any life with this external id. */
    static Optional<Contact> userWithExternalId(State state, String externalId) {
        return users(state, state.contacts().withExternalId(externalId)).min(ACTIVE_THEN_OLDEST);
    }

    void refuseDoubleCreate(State state, Profile wanted) {
        if (wanted.role() == Role.LEAD) {
            return;
        }
        String externalId = wanted.externalId();
        if (externalId != null) {
            userWithExternalId(state, externalId).ifPresent(Identity::refuse);
        }
        Predicate<Contact> same = other -> isSamePerson(wanted, other.profile())
                || settings.get().duplicateEmailCreate() == DuplicateEmailCreate.CONFLICT;
        usersWithEmail(state, wanted).filter(same).min(ACTIVE_THEN_OLDEST).ifPresent(Identity::refuse);
    }

    /**
     * An update is laxer than a create: the e-mail of a user with another external id may be taken, and the external id
     * of somebody who is not active any more, who then loses it.
     */
    void refuseDoubleUpdate(State state, Contact current, Profile wanted, Changes changes, long now) {
        if (wanted.role() == Role.LEAD) {
            return;
        }
        String externalId = wanted.externalId();
        if (externalId != null
                && !(current.isUser() && externalId.equals(current.profile().externalId()))) {
            users(state, state.contacts().withExternalId(externalId))
                    .filter(holder -> holder.number() != current.number())
                    .forEach(holder -> takeExternalId(holder, changes, now));
        }
        if (!current.isUser()
                || !Objects.equals(wanted.emailKey(), current.profile().emailKey())) {
            usersWithEmail(state, wanted)
                    .filter(holder -> holder.number() != current.number())
                    .filter(holder -> holder.isActive() && isSamePerson(wanted, holder.profile()))
                    .findFirst()
                    .ifPresent(Identity::refuse);
        }
    }

    private static void takeExternalId(Contact holder, Changes changes, long now) {
        if (holder.isActive()) {
            refuse(holder);
        }
        Profile.Draft without = holder.profile().draft();
        without.externalId = null;
        changes.put(holder.withProfile(without.finish(), now));
    }

    /** Same e-mail given: two different external ids are two people, anything else is one. */
    private static boolean isSamePerson(Profile one, Profile other) {
        return one.externalId() == null
                || other.externalId() == null
                || one.externalId().equals(other.externalId());
    }

    private static Stream<Contact> usersWithEmail(State state, Profile wanted) {
        @Nullable String email = wanted.emailKey();
        return email == null ? Stream.empty() : users(state, state.contacts().withEmail(email));
    }

    private static Stream<Contact> users(State state, NavigableSet<Long> numbers) {
        return numbers.stream()
                .map(number -> Objects.requireNonNull(state.contacts().find(number)))
                .filter(Contact::isUser);
    }

    private static void refuse(Contact holder) {
        throw Refusal.conflict(holder);
    }
}
