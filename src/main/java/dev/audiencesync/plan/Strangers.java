package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks in Intercom for people whom the ledger does not know and whom no create action covers: by Intercom id, else by
 * external id, else by e-mail. Whoever was not found is not looked for again before a week is over, unless by other
 * identifiers.
 */
final class Strangers {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final KnownContacts contacts;

    Strangers(PlanScope scope, PlanLedger ledger, IntercomView intercom) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.contacts = new KnownContacts(ledger.people(), scope.workspaceId());
    }

    /**
     * What is known of the records' people, by the records' seq; stores nothing.
     *
     * @param wanted who is worth a call
     * @param onlyTagged for whom nothing but tags is planned: a tag call that goes by names finds them itself, unless they
     *     were looked for in vain before
     */
    Map<Long, Stranger> lookUp(
            List<StagedPerson> batch, Predicate<StagedPerson> wanted, Predicate<StagedPerson> onlyTagged, Instant now) {
        Map<Fingerprint, Looked> earlier = ledger.memories()
                .looked(
                        scope.workspaceId(),
                        scope.job(),
                        batch.stream().map(StagedPerson::key).toList());
        Map<Long, Stranger> strangers = new HashMap<>();
        List<StagedPerson> sought = new ArrayList<>();
        for (StagedPerson staged : batch) {
            Looked looked = earlier.get(staged.key());
            if (looked != null && looked.answers(Looked.what(staged.desired().identifiers()), now)) {
                strangers.put(staged.seq(), new Stranger.Unknown(looked));
            } else if (!wanted.test(staged)) {
                strangers.put(staged.seq(), new Stranger.Unknown(null));
            } else if (looked == null && onlyTagged.test(staged) && isNamed(staged)) {
                strangers.put(staged.seq(), new Stranger.Named());
            } else {
                sought.add(staged);
            }
        }
        search(sought, now, strangers);
        return strangers;
    }

    /** Whether the API's tag calls find the person by what the record says; an Intercom id may be anybody's. */
    private boolean isNamed(StagedPerson staged) {
        Identifiers identifiers = staged.desired().identifiers();
        return scope.tagsByName() && identifiers.intercomId() == null;
    }

    private void search(List<StagedPerson> sought, Instant now, Map<Long, Stranger> strangers) {
        List<StagedPerson> byEmail = new ArrayList<>();
        for (StagedPerson staged : sought) {
            Identifiers identifiers = staged.desired().identifiers();
            Optional<IntercomView.Contact> contact = byId(identifiers);
            contact.ifPresent(found -> strangers.put(staged.seq(), met(found)));
            if (contact.isEmpty() && identifiers.email() != null) {
                byEmail.add(staged);
            } else if (contact.isEmpty()) {
                strangers.put(staged.seq(), inVain(staged, now));
            }
        }
        for (int from = 0; from < byEmail.size(); from += IntercomClient.BATCH) {
            searchByEmail(byEmail.subList(from, Math.min(byEmail.size(), from + IntercomClient.BATCH)), now, strangers);
        }
    }

    /** A contact with the Intercom id and another external id is somebody else. */
    private Optional<IntercomView.Contact> byId(Identifiers identifiers) {
        Optional<IntercomView.Contact> contact = Optional.empty();
        if (identifiers.intercomId() != null) {
            contact = intercom.byId(identifiers.intercomId())
                    .filter(found -> identifiers.externalId() == null
                            || found.externalId() == null
                            || identifiers.externalId().equals(found.externalId()));
        }
        if (contact.isEmpty() && identifiers.externalId() != null) {
            contact = intercom.byExternalId(identifiers.externalId());
        }
        return contact;
    }

    private void searchByEmail(List<StagedPerson> batch, Instant now, Map<Long, Stranger> strangers) {
        Map<String, List<IntercomView.Contact>> byEmail = intercom
                .byEmails(batch.stream()
                        .map(staged ->
                                String.valueOf(staged.desired().identifiers().email()))
                        .toList())
                .stream()
                .filter(contact -> contact.email() != null)
                .collect(Collectors.groupingBy(contact -> Identifiers.emailKey(String.valueOf(contact.email()))));
        for (StagedPerson staged : batch) {
            Identifiers identifiers = staged.desired().identifiers();
            List<IntercomView.Contact> same =
                    byEmail.getOrDefault(String.valueOf(identifiers.emailKey()), List.of()).stream()
                            .filter(contact -> identifiers.externalId() == null
                                    || (contact.externalId() == null
                                            && !contacts.isOfAnother(contact.id(), identifiers)))
                            .toList();
            strangers.put(staged.seq(), single(same, staged, now));
        }
    }

    private static Stranger single(List<IntercomView.Contact> same, StagedPerson staged, Instant now) {
        if (same.size() > 1) {
            return new Stranger.Several();
        }
        return same.isEmpty() ? inVain(staged, now) : met(same.get(0));
    }

    private static Stranger met(IntercomView.Contact contact) {
        return new Stranger.Met(new Identifiers(contact.externalId(), contact.email(), contact.id()));
    }

    private static Stranger inVain(StagedPerson staged, Instant now) {
        return new Stranger.Unknown(Looked.of(now, staged.desired().identifiers()));
    }
}
