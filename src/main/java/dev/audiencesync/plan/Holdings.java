package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.TagLedger.Ownership;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the ledger knows some contacts to hold. */
final class Holdings {
    private final String job;
    private final Map<Long, Map<String, SortedMap<String, String>>> sent;
    private final Map<Long, List<Ownership>> owners;
    private final Map<String, Set<String>> found;
    private final Map<Long, Set<String>> doubted;
    private final Map<Long, Set<String>> removed;

    /** Loads it. */
    Holdings(PlanScope scope, PlanLedger ledger, Collection<LedgerPerson> people, Collection<String> contactIds) {
        List<Long> ids = people.stream().map(LedgerPerson::id).toList();
        this.job = scope.job();
        this.sent = ledger.memories().sentByJob(ids);
        this.owners = ledger.tags().ownerships(ids).stream().collect(Collectors.groupingBy(Ownership::personId));
        this.found = ledger.tags().foundByContact(scope.workspaceId(), job, contactIds);
        this.doubted = ledger.tagDoubts().of(ids);
        this.removed = ledger.tags().removedFrom(job, ids);
    }

    /** @param person null for a contact that the ledger does not know */
    Comparison.Known of(@Nullable LedgerPerson person, String contactId) {
        Set<String> known = new HashSet<>(found.getOrDefault(contactId, Set.of()));
        if (person == null) {
            return new Comparison.Known(null, Map.of(), Set.of(), known, Set.of(), Set.of());
        }
        List<Ownership> ownerships = owners.getOrDefault(person.id(), List.of());
        ownerships.forEach(ownership -> known.add(ownership.nameKey()));
        return new Comparison.Known(
                person,
                sent.getOrDefault(person.id(), Map.of()),
                ownerships.stream()
                        .filter(ownership -> ownership.job().equals(job))
                        .map(Ownership::nameKey)
                        .collect(Collectors.toSet()),
                known,
                doubted.getOrDefault(person.id(), Set.of()),
                removed.getOrDefault(person.id(), Set.of()));
    }
}
