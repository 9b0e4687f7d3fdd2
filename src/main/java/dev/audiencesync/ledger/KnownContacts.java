package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose a workspace's contacts are. Intercom cannot always say: where no create action maps the User ID, only the ledger
 * knows which external id a contact stands for.
 */
public final class KnownContacts {
    private final PeopleLedger people;
    private final long workspace;

    public KnownContacts(PeopleLedger people, long workspace) {
        this.people = people;
        this.workspace = workspace;
    }

    /** Whether the ledger knows the contact as somebody of another external id than the person's, if that has one. */
    public boolean isOfAnother(String contactId, Identifiers person) {
        return people.byIntercomId(workspace, List.of(contactId)).stream()
                .map(known -> known.identifiers().externalId())
                .anyMatch(known -> known != null && person.externalId() != null && !known.equals(person.externalId()));
    }

    /** Of the e-mails, in the form they are compared by, those of people who are known by an external id. */
    public Set<String> emailsOfUsers(Collection<String> emailKeys) {
        return people.byEmail(workspace, emailKeys).stream()
                .map(LedgerPerson::identifiers)
                .filter(known -> known.externalId() != null)
                .map(known -> String.valueOf(known.emailKey()))
                .collect(Collectors.toSet());
    }
}
