package dev.audiencesync.plan;

import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.plan.IntercomView.Whereabouts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out what has become of people whom a listing of the workspace did not show. */
final class MissingPeople {
    private final IntercomView intercom;
    private final KnownContacts contacts;

    MissingPeople(PlanScope scope, PlanLedger ledger, IntercomView intercom) {
        this.intercom = intercom;
        this.contacts = new KnownContacts(ledger.people(), scope.workspaceId());
    }

    /** Somebody who is there, under whatever id. */
    record There(LedgerPerson person, IntercomView.Listed contact) {}

    /**
     * What has become of them.
     *
     * @param gone who is not there, or there as another contact
     * @param there who is, by the contact's id
     */
    record Traced(List<Drift> gone, Map<String, There> there, long calls) {}

    /** One batch on its way. */
    private final class Search {
        private final List<Drift> gone = new ArrayList<>();
        private final Map<String, There> there = new LinkedHashMap<>();
        private final List<LedgerPerson> byEmail = new ArrayList<>();
        private long calls;

        private void ask(LedgerPerson person) {
            calls++;
            Whereabouts whereabouts = intercom.whereabouts(contactId(person));
            if (whereabouts instanceof Whereabouts.There found) {
                there.put(contactId(person), new There(person, found.contact()));
            } else if (whereabouts instanceof Whereabouts.Merged merged) {
                calls++;
                merged(person, merged.into());
            } else {
                askByExternalId(person);
            }
        }

        private void merged(LedgerPerson person, IntercomView.Listed into) {
            if (isSame(person.identifiers(), into)) {
                isNow(person, into);
            } else {
                gone.add(drift(person, Kind.MERGED_AWAY, into.contact().id()));
            }
        }

        private void askByExternalId(LedgerPerson person) {
            String externalId = person.identifiers().externalId();
            Optional<IntercomView.Contact> other = Optional.empty();
            if (externalId != null) {
                calls++;
                other = intercom.byExternalId(externalId)
                        .filter(contact -> !contact.id().equals(contactId(person)));
            }
            if (other.isPresent()) {
                calls++;
                if (intercom.whereabouts(other.get().id()) instanceof Whereabouts.There found) {
                    isNow(person, found.contact());
                    return;
                }
            }
            if (person.identifiers().email() != null) {
                byEmail.add(person);
            } else {
                gone.add(drift(person, Kind.GONE, ""));
            }
        }

        private void searchByEmail() {
            if (byEmail.isEmpty()) {
                return;
            }
            calls++;
            Collection<IntercomView.Listed> candidates = intercom.listedByEmails(byEmail.stream()
                            .map(person ->
                                    Objects.requireNonNull(person.identifiers().email()))
                            .toList())
                    .users();
            for (LedgerPerson person : byEmail) {
                List<IntercomView.Listed> same = candidates.stream()
                        .filter(candidate -> !candidate.contact().id().equals(contactId(person)))
                        .filter(candidate -> isSame(person.identifiers(), candidate))
                        .toList();
                if (same.size() == 1) {
                    isNow(person, same.get(0));
                } else {
                    gone.add(drift(person, Kind.GONE, ""));
                }
            }
        }

        private void isNow(LedgerPerson person, IntercomView.Listed other) {
            gone.add(drift(person, Kind.MERGED, other.contact().id()));
            there.put(other.contact().id(), new There(person, other));
        }
    }

    Traced trace(List<LedgerPerson> people) {
        Search search = new Search();
        people.forEach(search::ask);
        search.searchByEmail();
        return new Traced(search.gone, search.there, search.calls);
    }

    /** The same external id; or the same e-mail where one side has none, and the ledger knows the contact as nobody else. */
    private boolean isSame(Identifiers person, IntercomView.Listed contact) {
        Identifiers other = contact.contact().identifiers();
        if (contact.isLead() || contacts.isOfAnother(contact.contact().id(), person)) {
            return false;
        }
        if (person.externalId() != null && other.externalId() != null) {
            return person.externalId().equals(other.externalId());
        }
        return person.emailKey() != null && person.emailKey().equals(other.emailKey());
    }

    private static String contactId(LedgerPerson person) {
        return Objects.requireNonNull(person.identifiers().intercomId(), "Only who has a contact can miss it");
    }

    private static Drift drift(LedgerPerson person, Kind kind, String name) {
        return new Drift(person.id(), contactId(person), person.identifiers().display(), kind, name, "", "");
    }
}
