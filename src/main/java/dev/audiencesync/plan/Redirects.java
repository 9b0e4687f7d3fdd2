package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.StagedPeople.Place;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom the records without an external id are about. An e-mail alone is the single person with that e-mail, in the
 * export or in the ledger; an Intercom id alone is the ledger's person with it.
 */
final class Redirects {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final PeopleIndex index;
    private final boolean linksExternalIds;
    private final boolean merges;
    private final StagedEmails stagedEmails;
    private final Map<Fingerprint, Target> targets = new HashMap<>();
    private final Map<Fingerprint, List<Fingerprint>> sources = new HashMap<>();
    private final Set<Long> ambiguous = new HashSet<>();
    private long merged;

    Redirects(PlanScope scope, PlanLedger ledger, PeopleIndex index) {
        this.scope = scope;
        this.ledger = ledger;
        this.index = index;
        this.merges = scope.definition().source().mergesRecords();
        this.stagedEmails = new StagedEmails(scope, ledger, index);
        this.linksExternalIds = scope.definition().createActions().stream()
                .anyMatch(create -> create.parameters().containsKey(dev.audiencesync.definition.Parameter.USER_ID));
    }

    /** The person a record is really about. */
    private record Target(Fingerprint key, Identifiers identifiers) {}

    /**
     * Finds the persons of some records. Returns those whose e-mail several persons share; not those that Intercom refused
     * in an earlier run, which are only taken along where it shows whose they are.
     */
    List<StagedPerson> resolve(List<StagedPerson> batch) {
        List<StagedPerson> newest = batch.stream()
                .filter(staged -> index.isNewest(staged.key(), staged.seq()) || isOnlyRefused(staged))
                .toList();
        Map<String, Map<PersonKey, Identifiers>> byEmail = candidatesByEmail(newest);
        Map<String, Identifiers> byIntercomId = candidatesByIntercomId(newest);
        List<StagedPerson> several = new ArrayList<>();
        for (StagedPerson staged : newest) {
            Identifiers identifiers = staged.desired().identifiers();
            String emailKey = identifiers.emailKey();
            if (emailKey == null) {
                redirect(staged, byIntercomId.get(identifiers.intercomId()));
                continue;
            }
            Map<PersonKey, Identifiers> candidates = byEmail.getOrDefault(emailKey, Map.of());
            if (candidates.size() > 1 && !isOnlyRefused(staged)) {
                ambiguous.add(staged.seq());
                several.add(staged);
            } else if (candidates.size() == 1) {
                redirect(staged, candidates.values().iterator().next());
            }
        }
        return several;
    }

    /** Whether nothing but what was refused in an earlier run is known under the record's name. */
    private boolean isOnlyRefused(StagedPerson staged) {
        return merges && !index.isStaged(staged.key());
    }

    private void redirect(StagedPerson staged, @Nullable Identifiers person) {
        if (person == null) {
            return;
        }
        Fingerprint key = person.key().orElseThrow().hash();
        if (key.equals(staged.key()) || targets.put(staged.key(), new Target(key, person)) != null) {
            return;
        }
        sources.computeIfAbsent(key, target -> new ArrayList<>()).add(staged.key());
        if (!isOnlyRefused(staged)) {
            merged += index.isPresent(staged.key()) ? 1 : 0;
            DesiredPerson desired = staged.desired();
            index.redirect(key, desired.newestBy(), staged.seq(), desired.visitor(), index.isPresent(staged.key()));
        }
    }

    private Map<String, Map<PersonKey, Identifiers>> candidatesByEmail(List<StagedPerson> batch) {
        Set<String> emails = new HashSet<>();
        batch.forEach(staged -> {
            String emailKey = staged.desired().identifiers().emailKey();
            if (emailKey != null) {
                emails.add(emailKey);
            }
        });
        Map<String, Map<PersonKey, Identifiers>> candidates = new HashMap<>();
        Set<String> takenOver = addExported(candidates, emails);
        addFromLedger(candidates, emails, takenOver);
        return candidates;
    }

    /** Adds the export's people with an external id. Returns the e-mails of those the ledger does not know yet. */
    private Set<String> addExported(Map<String, Map<PersonKey, Identifiers>> candidates, Set<String> emails) {
        Map<String, String> emailByExternalId = new HashMap<>();
        for (Identifiers identifiers : stagedEmails.peopleWith(emails)) {
            add(candidates, identifiers);
            emailByExternalId.put(identifiers.externalId(), identifiers.emailKey());
        }
        for (LedgerPerson known : ledger.people().byExternalId(scope.workspaceId(), emailByExternalId.keySet())) {
            emailByExternalId.remove(known.identifiers().externalId());
        }
        return new HashSet<>(emailByExternalId.values());
    }

    /**
     * Adds the ledger's people. One known by the e-mail alone is no second person where somebody with a new external id
     * takes it over; one with an external id whose newest record was staged and tells an e-mail is left to that record.
     */
    private void addFromLedger(
            Map<String, Map<PersonKey, Identifiers>> candidates, Set<String> emails, Set<String> takenOver) {
        List<LedgerPerson> known = ledger.people().byEmail(scope.workspaceId(), emails);
        Set<Fingerprint> leftToRecords = stagedEmails.told(known);
        for (LedgerPerson person : known) {
            Identifiers identifiers = person.identifiers();
            boolean leftOut = identifiers.externalId() == null
                    ? takenOver.contains(identifiers.emailKey())
                    : leftToRecords.contains(key(identifiers));
            if (!leftOut) {
                add(candidates, identifiers);
            }
        }
    }

    private static Fingerprint key(Identifiers identifiers) {
        return identifiers.key().orElseThrow().hash();
    }

    private static void add(Map<String, Map<PersonKey, Identifiers>> candidates, Identifiers identifiers) {
        String emailKey = identifiers.emailKey();
        if (emailKey != null) {
            candidates
                    .computeIfAbsent(emailKey, email -> new HashMap<>())
                    .put(identifiers.key().orElseThrow(), identifiers);
        }
    }

    private Map<String, Identifiers> candidatesByIntercomId(List<StagedPerson> batch) {
        Set<String> ids = new HashSet<>();
        batch.forEach(staged -> {
            Identifiers identifiers = staged.desired().identifiers();
            if (identifiers.email() == null && identifiers.intercomId() != null) {
                ids.add(identifiers.intercomId());
            }
        });
        Map<String, Identifiers> candidates = new HashMap<>();
        for (LedgerPerson person : ledger.people().byIntercomId(scope.workspaceId(), ids)) {
            String intercomId = person.identifiers().intercomId();
            if (intercomId != null) {
                candidates.put(intercomId, person.identifiers());
            }
        }
        return candidates;
    }

    /** How many people of the index turned out to be somebody else of it. */
    long merged() {
        return merged;
    }

    /** The key of the person whom a record is about; null where it is not anybody's for sure. */
    @Nullable
    Fingerprint person(Place record) {
        Target target = targets.get(record.key());
        if (ambiguous.contains(record.seq())) {
            return null;
        }
        return target == null ? record.key() : target.key();
    }

    /** The other keys whose records turned out to be about the person. */
    List<Fingerprint> sources(Fingerprint person) {
        return sources.getOrDefault(person, List.of());
    }

    /** The record as it is to be planned; null where it is not its person's newest or not anybody's for sure. */
    @Nullable
    StagedPerson effective(StagedPerson staged) {
        if (ambiguous.contains(staged.seq())) {
            return null;
        }
        StagedPerson own = own(staged);
        return index.isNewest(own.key(), own.seq()) ? own : null;
    }

    /** The record under the key and the names of the person whom it is about. */
    StagedPerson own(StagedPerson staged) {
        Target target = targets.get(staged.key());
        return target == null
                ? staged
                : new StagedPerson(
                        staged.seq(), target.key(), staged.state(), as(staged.desired(), target.identifiers()));
    }

    /** The record's wishes for the person it is about, who keeps the external id that another record gave. */
    private DesiredPerson as(DesiredPerson desired, Identifiers target) {
        Identifiers own = desired.identifiers();
        Identifiers merged = new Identifiers(
                target.externalId(),
                own.email() == null ? target.email() : own.email(),
                target.intercomId() == null ? own.intercomId() : target.intercomId());
        return new DesiredPerson(
                merged,
                desired.fields().stream()
                        .map(fields -> withExternalId(fields, target.externalId()))
                        .toList(),
                desired.facts(),
                desired.newestBy(),
                desired.position(),
                desired.ages(),
                desired.visitor());
    }

    private SortedMap<String, FieldValue> withExternalId(
            SortedMap<String, FieldValue> fields, @Nullable String externalId) {
        SortedMap<String, FieldValue> linked = new TreeMap<>(fields);
        if (externalId != null && linksExternalIds) {
            linked.put("external_id", new FieldValue.Text(externalId));
        }
        return linked;
    }
}
