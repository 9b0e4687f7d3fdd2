package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds people in the ledger, and what is known of them. */
final class KnownPeople {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final Set<Long> planned = new HashSet<>();

    KnownPeople(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    /**
     * The ledger's persons with the identifiers, under the same numbers. An external id not seen before takes over the
     * person known only by its e-mail, once. Whoever is matched has a place in the plan.
     *
     * @param sought in the order in which people take over
     */
    Map<Long, LedgerPerson> match(Map<Long, Identifiers> sought) {
        Map<String, LedgerPerson> byExternalId = byKey(
                ledger.people().byExternalId(scope.workspaceId(), texts(sought, Identifiers::externalId)),
                Identifiers::externalId);
        Map<String, List<LedgerPerson>> byEmail =
                ledger.people().byEmail(scope.workspaceId(), texts(sought, Identifiers::emailKey)).stream()
                        .filter(person -> person.identifiers().externalId() == null)
                        .collect(Collectors.groupingBy(
                                person -> String.valueOf(person.identifiers().emailKey())));
        Map<String, LedgerPerson> byIntercomId = byKey(
                ledger.people().byIntercomId(scope.workspaceId(), texts(sought, Identifiers::intercomId)),
                Identifiers::intercomId);
        Map<Long, LedgerPerson> matched = new HashMap<>();
        sought.forEach((number, identifiers) -> {
            LedgerPerson person = byExternalId.get(identifiers.externalId());
            if (person == null) {
                person = free(byEmail.getOrDefault(String.valueOf(identifiers.emailKey()), List.of()));
            }
            if (person == null && identifiers.externalId() == null && identifiers.email() == null) {
                person = byIntercomId.get(identifiers.intercomId());
            }
            if (person != null) {
                matched.put(number, person);
                planned.add(person.id());
            }
        });
        return matched;
    }

    private @Nullable LedgerPerson free(List<LedgerPerson> emailOnly) {
        return emailOnly.size() == 1 && !planned.contains(emailOnly.get(0).id()) ? emailOnly.get(0) : null;
    }

    /** Whether the person already has its place in the plan. */
    boolean isPlanned(long personId) {
        return planned.contains(personId);
    }

    /** What is known of each person, by ledger id. */
    Map<Long, PersonContext> contexts(Collection<LedgerPerson> people) {
        Map<Long, JobMemory> memories = ledger.people().memories(scope.job(), ids(people));
        Map<Long, List<TagLedger.Ownership>> ownerships = ledger.tags().ownerships(ids(people)).stream()
                .collect(Collectors.groupingBy(TagLedger.Ownership::personId));
        Map<String, Set<String>> found = found(people.stream()
                .map(person -> String.valueOf(person.identifiers().intercomId()))
                .toList());
        Map<Long, PersonContext> contexts = new HashMap<>();
        for (LedgerPerson person : people) {
            List<TagLedger.Ownership> owned = ownerships.getOrDefault(person.id(), List.of());
            contexts.put(
                    person.id(),
                    new PersonContext(
                            true,
                            memories.get(person.id()),
                            names(owned, true),
                            names(owned, false),
                            foundOn(found, person.identifiers().intercomId()),
                            reading.keeps(person.identifiers())));
        }
        return contexts;
    }

    /** What is known of a contact that Intercom holds and the ledger does not. */
    PersonContext contextOfContact(String intercomId) {
        return new PersonContext(
                true, null, Set.of(), Set.of(), foundOn(found(List.of(intercomId)), intercomId), false);
    }

    private Map<String, Set<String>> found(List<String> intercomIds) {
        return ledger.tags().found(scope.workspaceId(), scope.job(), intercomIds);
    }

    private static Set<String> foundOn(Map<String, Set<String>> found, @Nullable String intercomId) {
        return found.entrySet().stream()
                .filter(tag -> intercomId != null && tag.getValue().contains(intercomId))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> names(List<TagLedger.Ownership> ownerships, boolean ours) {
        return ownerships.stream()
                .filter(ownership -> ownership.job().equals(scope.job()) == ours)
                .map(TagLedger.Ownership::nameKey)
                .collect(Collectors.toSet());
    }

    private static List<Long> ids(Collection<LedgerPerson> people) {
        return people.stream().map(LedgerPerson::id).toList();
    }

    private static Set<String> texts(Map<Long, Identifiers> sought, Function<Identifiers, @Nullable String> part) {
        Set<String> texts = new HashSet<>();
        for (Identifiers identifiers : sought.values()) {
            String text = part.apply(identifiers);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Map<String, LedgerPerson> byKey(
            List<LedgerPerson> people, Function<Identifiers, @Nullable String> part) {
        Map<String, LedgerPerson> byKey = new HashMap<>();
        for (LedgerPerson person : people) {
            String key = part.apply(person.identifiers());
            if (key != null) {
                byKey.put(key, person);
            }
        }
        return byKey;
    }
}
