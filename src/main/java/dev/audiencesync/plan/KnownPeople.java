package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds people in the ledger, and what is known of them. */
final class KnownPeople {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final Drifts drifts;
    private final Set<Long> planned = new HashSet<>();
    private final Set<String> outOfReach = new HashSet<>();

    KnownPeople(PlanScope scope, PlanLedger ledger, ExportReading reading, Drifts drifts) {
        this.scope = scope;
        this.drifts = drifts;
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
        if (!ledger.people().knowsAnybody(scope.workspaceId())) {
            return Map.of();
        }
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
        Map<Fingerprint, LedgerPerson> byOwnKey =
                ledger.people().byJobKey(scope.workspaceId(), scope.job(), keys(sought, byExternalId));
        Stream.of(byExternalId, byIntercomId).forEach(people -> people.values().removeIf(this::isOutOfReach));
        byEmail.forEach((email, people) -> {
            if (people.removeIf(this::isOutOfReach)) {
                outOfReach.add(email);
            }
        });
        Map<Long, LedgerPerson> matched = new HashMap<>();
        sought.forEach((number, identifiers) -> {
            LedgerPerson person = byExternalId.get(identifiers.externalId());
            if (person == null && identifiers.externalId() != null) {
                person = unlinked(byOwnKey.get(key(identifiers)));
            }
            if (person == null) {
                person = free(byEmail.getOrDefault(String.valueOf(identifiers.emailKey()), List.of()).stream()
                        .filter(known -> known.isIdentified() || identifiers.externalId() == null)
                        .toList());
            }
            if (person == null) {
                person = agreeing(identifiers, byIntercomId.get(identifiers.intercomId()));
            }
            if (person != null) {
                matched.put(number, person);
                hasPlace(person);
            }
        });
        return matched;
    }

    /** Whoever was only met by name, and may be any of several, can be dealt with only where calls go by names. */
    boolean isOutOfReach(LedgerPerson person) {
        return !person.isIdentified() && !scope.tagsByName();
    }

    /** Whether somebody like that was met under the e-mail. */
    boolean isOutOfReach(Identifiers identifiers) {
        return identifiers.externalId() == null && outOfReach.contains(String.valueOf(identifiers.emailKey()));
    }

    /** Whom this job knows by an external id that Intercom was never told. */
    private @Nullable LedgerPerson unlinked(@Nullable LedgerPerson person) {
        return person == null || person.identifiers().externalId() != null ? null : free(List.of(person));
    }

    private static List<Fingerprint> keys(Map<Long, Identifiers> sought, Map<String, LedgerPerson> known) {
        return sought.values().stream()
                .filter(identifiers -> identifiers.externalId() != null && !known.containsKey(identifiers.externalId()))
                .map(KnownPeople::key)
                .toList();
    }

    private static Fingerprint key(Identifiers identifiers) {
        return identifiers.key().orElseThrow().hash();
    }

    private @Nullable LedgerPerson free(List<LedgerPerson> candidates) {
        return candidates.size() == 1 && !planned.contains(candidates.get(0).id()) ? candidates.get(0) : null;
    }

    /** The person with the Intercom id, unless it is somebody else by its external id, or has its place already. */
    private @Nullable LedgerPerson agreeing(Identifiers identifiers, @Nullable LedgerPerson person) {
        if (person == null || identifiers.externalId() == null) {
            return person;
        }
        return person.identifiers().externalId() == null && !planned.contains(person.id()) ? person : null;
    }

    /** Notes that the person has its place in the plan. */
    void hasPlace(LedgerPerson person) {
        planned.add(person.id());
    }

    /** Whether the person already has its place in the plan. */
    boolean isPlanned(long personId) {
        return planned.contains(personId);
    }

    /** What is known of each person, by ledger id. */
    Map<Long, PersonContext> contexts(Collection<LedgerPerson> people) {
        Map<Long, JobMemory> memories = ledger.memories().of(scope.job(), ids(people));
        Map<Long, List<TagLedger.Ownership>> ownerships = ledger.tags().ownerships(ids(people)).stream()
                .collect(Collectors.groupingBy(TagLedger.Ownership::personId));
        Map<Long, Set<String>> found = ledger.tags().foundOn(scope.job(), ids(people));
        Map<Long, Set<String>> doubted = ledger.tagDoubts().of(ids(people));
        Map<Long, Set<String>> removed = ledger.tags().removedFrom(scope.job(), ids(people));
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
                            found.getOrDefault(person.id(), Set.of()),
                            doubted.getOrDefault(person.id(), Set.of()),
                            removed.getOrDefault(person.id(), Set.of()),
                            reading.keeps(person.identifiers())));
        }
        drifts.applyTo(contexts, people);
        return contexts;
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
