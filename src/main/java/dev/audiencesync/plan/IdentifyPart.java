package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Asks for the Intercom ids of people whom only the Users API's tag calls have met, by User ID or e-mail. Whoever is not
 * there under that name any more has lost the tags too.
 */
final class IdentifyPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Whom whom;
    private final Map<Long, Identifiers> contacts = new HashMap<>();
    private final Set<Long> several = new HashSet<>();
    private List<LedgerPerson> batch = List.of();
    private long cursor;
    private long ambiguous;

    private IdentifyPart(PlanScope scope, PlanLedger ledger, IntercomView intercom, Whom whom) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.whom = whom;
    }

    /** The next ones by ascending id. */
    private interface Whom {
        List<LedgerPerson> after(long personId);
    }

    /**
     * Where calls go by ids, whoever has a tag of the job. Where they go by names, whoever is known by an e-mail alone that
     * somebody with an external id has in the records: they are one person, unless the contact is somebody else's; and
     * whoever may lose a tag that another name of theirs keeps.
     */
    static List<IdentifyPart> of(PlanScope scope, PlanLedger ledger, ExportReading reading, IntercomView intercom) {
        if (!scope.tagsByName()) {
            return List.of(new IdentifyPart(scope, ledger, intercom, after -> ledger.people()
                    .unidentifiedAfter(scope.workspaceId(), scope.job(), after, IntercomClient.BATCH)));
        }
        PossibleTwins twins = new PossibleTwins(scope, ledger, reading);
        return List.of(
                new IdentifyPart(scope, ledger, intercom, after -> ledger.people()
                        .unidentifiedWithSharedEmailAfter(
                                scope.workspaceId(), scope.run(), after, IntercomClient.BATCH)),
                new IdentifyPart(scope, ledger, intercom, twins::after));
    }

    @Override
    public void prepare() {
        contacts.clear();
        several.clear();
        batch = whom.after(cursor);
        List<String> emails = batch.stream()
                .map(LedgerPerson::identifiers)
                .filter(person -> person.externalId() == null)
                .map(Identifiers::email)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Collection<IntercomView.Contact> byEmail = emails.isEmpty() ? List.of() : intercom.byEmails(emails);
        for (LedgerPerson person : batch) {
            List<IntercomView.Contact> same = find(person.identifiers(), byEmail);
            if (same.size() > 1) {
                several.add(person.id());
            }
            same.forEach(contact ->
                    contacts.put(person.id(), new Identifiers(contact.externalId(), contact.email(), contact.id())));
        }
    }

    private List<IntercomView.Contact> find(Identifiers person, Collection<IntercomView.Contact> byEmail) {
        if (person.externalId() != null) {
            return intercom.byExternalId(person.externalId()).stream().toList();
        }
        return byEmail.stream()
                .filter(contact -> contact.email() != null)
                .filter(contact ->
                        Identifiers.emailKey(String.valueOf(contact.email())).equals(person.emailKey()))
                .toList();
    }

    /** An e-mail that several have by now names none of them: whose tags those are shows once only one has it. */
    @Override
    public long advance() {
        if (batch.isEmpty()) {
            note();
            return DONE;
        }
        cursor = batch.get(batch.size() - 1).id();
        ambiguous += several.size();
        for (LedgerPerson person : batch) {
            Identifiers contact = contacts.get(person.id());
            if (contact == null) {
                ledger.people().forget(person);
            } else if (!several.contains(person.id())) {
                ledger.people().takeIn(scope.workspaceId(), scope.run(), contact);
            }
        }
        return 0;
    }

    private void note() {
        if (ambiguous > 0) {
            ledger.runs()
                    .note(
                            scope.run(),
                            "Of " + (ambiguous == 1 ? "1 person" : ambiguous + " people")
                                    + " who were tagged by e-mail, several contacts in Intercom have the e-mail by now"
                                    + " (ambiguous_email): their tags stay, and the job's, until only one has it.");
        }
    }
}
