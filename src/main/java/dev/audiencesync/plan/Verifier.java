package dev.audiencesync.plan;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.JobTags.JobTag;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.plan.IntercomView.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares contacts with the ledger. What a list says of somebody who was written to lately may be what stood there
 * before, and whom it does not show may only have moved meanwhile: those are asked for one by one. People about whom an
 * unfinished run may have sent something are left out, and so is what was left as it was before.
 */
final class Verifier {
    /** Longer than any lag that is known of. */
    private static final Duration LATELY = Duration.ofHours(1);

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Instant begun;
    private final Comparison comparison;
    private final MissingPeople missing;
    private final Set<Long> uncertain;
    private final boolean strangersAreUncertain;
    private long calls;

    Verifier(PlanScope scope, PlanLedger ledger, IntercomView intercom, Instant begun) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.begun = begun;
        this.comparison = comparison(scope, ledger);
        this.missing = new MissingPeople(scope, ledger, intercom);
        this.uncertain = ledger.verifications().peopleOfUnfinishedRuns(scope.workspaceId(), scope.run());
        this.strangersAreUncertain = ledger.verifications().isAnyRunUnfinished(scope.workspaceId(), scope.run());
    }

    private static Comparison comparison(PlanScope scope, PlanLedger ledger) {
        Map<String, String> known = ledger.jobTags().of(scope.workspaceId(), scope.job()).stream()
                .collect(Collectors.toMap(JobTag::nameKey, JobTag::intercomId));
        Map<String, String> tags = new HashMap<>();
        Set<String> added = new HashSet<>();
        for (TagRule rule : TagRule.of(scope.definition())) {
            String id = known.get(rule.nameKey());
            if (id != null) {
                tags.put(rule.nameKey(), id);
            }
            if (rule.adds() && ledger.tags().used(scope.workspaceId(), scope.job(), rule.nameKey())) {
                added.add(rule.nameKey());
            }
        }
        MappingFingerprints mappings = scope.definition().mappingFingerprints();
        return new Comparison(scope.job(), mappings::maps, tags, added);
    }

    /**
     * Some contacts, compared.
     *
     * @param people those of the ledger who were among them
     */
    record Compared(List<LedgerPerson> people, List<Drift> found) {}

    Compared compare(Collection<IntercomView.Listed> contacts) {
        Map<String, IntercomView.Listed> byId = new HashMap<>();
        contacts.forEach(contact -> byId.put(contact.contact().id(), contact));
        List<LedgerPerson> people = ledger.people().byIntercomId(scope.workspaceId(), byId.keySet());
        Map<String, LedgerPerson> byContact = new HashMap<>();
        people.forEach(
                person -> byContact.put(String.valueOf(person.identifiers().intercomId()), person));
        Holdings holdings = new Holdings(scope, ledger, people, byId.keySet());
        Set<Long> lately = ledger.people()
                .writtenSince(people.stream().map(LedgerPerson::id).toList(), begun.minus(LATELY));
        List<Drift> found = new ArrayList<>();
        for (IntercomView.Listed contact : contacts) {
            LedgerPerson person = byContact.get(contact.contact().id());
            if (isCertain(person)) {
                found.addAll(
                        differences(holdings.of(person, contact.contact().id()), contact, isLately(person, lately)));
            }
        }
        return new Compared(people, unaccepted(found));
    }

    private boolean isCertain(@Nullable LedgerPerson person) {
        return person == null ? !strangersAreUncertain : !uncertain.contains(person.id());
    }

    private static boolean isLately(@Nullable LedgerPerson person, Set<Long> lately) {
        return person != null && lately.contains(person.id());
    }

    private List<Drift> differences(Comparison.Known known, IntercomView.Listed listed, boolean mayLag) {
        List<Drift> found = comparison.of(known, withAllTags(known, listed));
        if (found.isEmpty() || !mayLag) {
            return found;
        }
        calls++;
        return intercom.whereabouts(listed.contact().id()) instanceof Whereabouts.There there
                ? comparison.of(known, withAllTags(known, there.contact()))
                : List.of();
    }

    private IntercomView.Listed withAllTags(Comparison.Known known, IntercomView.Listed contact) {
        if (known.person() == null || !comparison.needsAllTags(contact)) {
            return contact;
        }
        calls++;
        Optional<Set<String>> all = intercom.tagIdsOf(contact.contact().id());
        return new IntercomView.Listed(
                contact.contact(), contact.isLead(), contact.held(), all.orElse(contact.tagIds()), all.isPresent());
    }

    /** What has become of people whom the listing did not show, at most {@value IntercomClient#BATCH}. */
    List<Drift> lookFor(List<LedgerPerson> people) {
        List<LedgerPerson> certain = people.stream().filter(this::isCertain).toList();
        MissingPeople.Traced traced = missing.trace(certain);
        calls += traced.calls();
        List<Drift> found = new ArrayList<>(traced.gone());
        Holdings holdings = new Holdings(
                scope, ledger, certain, traced.there().keySet().stream().toList());
        traced.there()
                .forEach((contactId, there) ->
                        found.addAll(differences(holdings.of(there.person(), contactId), there.contact(), false)));
        return unaccepted(found);
    }

    private List<Drift> unaccepted(List<Drift> found) {
        Set<Drift.Key> accepted = ledger.verifications()
                .respected(
                        scope.workspaceId(),
                        scope.job(),
                        found.stream().map(Drift::contactId).distinct().toList());
        return found.stream().filter(drift -> !accepted.contains(drift.key())).toList();
    }

    long calls() {
        return calls;
    }
}
