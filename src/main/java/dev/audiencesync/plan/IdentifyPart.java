package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.Amount;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
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
    private final Deque<Whom> sought;
    private final Map<Long, Identifiers> contacts = new HashMap<>();
    private final Set<Long> several = new HashSet<>();
    private List<LedgerPerson> batch = List.of();
    private long cursor;

    private IdentifyPart(PlanScope scope, PlanLedger ledger, IntercomView intercom, List<Whom> sought) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.sought = new ArrayDeque<>(sought);
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
    static IdentifyPart of(PlanScope scope, PlanLedger ledger, ExportReading reading, IntercomView intercom) {
        Whom tagged = after ->
                ledger.people().unidentifiedAfter(scope.workspaceId(), scope.job(), after, IntercomClient.BATCH);
        Whom takenOver = after -> takenOverAfter(scope, ledger, after);
        Whom twins = new PossibleTwins(scope, ledger, reading)::after;
        return new IdentifyPart(
                scope, ledger, intercom, scope.tagsByName() ? List.of(takenOver, twins) : List.of(tagged));
    }

    private static List<LedgerPerson> takenOverAfter(PlanScope scope, PlanLedger ledger, long personId) {
        long after = personId;
        while (true) {
            List<LedgerPerson> page = ledger.people().unidentifiedByEmailAfter(scope.workspaceId(), after, BATCH);
            Set<String> shared = ledger.names()
                    .emailsWithExternalId(
                            scope.run(),
                            page.stream()
                                    .map(person ->
                                            String.valueOf(person.identifiers().emailKey()))
                                    .toList());
            List<LedgerPerson> found = page.stream()
                    .filter(person ->
                            shared.contains(String.valueOf(person.identifiers().emailKey())))
                    .limit(IntercomClient.BATCH)
                    .toList();
            if (page.isEmpty() || !found.isEmpty()) {
                return found;
            }
            after = page.get(page.size() - 1).id();
        }
    }

    @Override
    public void prepare() {
        contacts.clear();
        batch = sought.isEmpty() ? List.of() : sought.element().after(cursor);
        List<LedgerPerson> asked =
                batch.stream().filter(person -> !several.contains(person.id())).toList();
        List<String> emails = asked.stream()
                .map(LedgerPerson::identifiers)
                .filter(person -> person.externalId() == null)
                .map(Identifiers::email)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Collection<IntercomView.Contact> byEmail = emails.isEmpty() ? List.of() : intercom.byEmails(emails);
        for (LedgerPerson person : asked) {
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
            cursor = 0;
            sought.poll();
            return sought.isEmpty() ? end() : 0;
        }
        cursor = batch.get(batch.size() - 1).id();
        for (LedgerPerson person : batch) {
            Identifiers contact = contacts.get(person.id());
            if (several.contains(person.id())) {
                continue;
            }
            if (contact == null) {
                ledger.people().forget(person);
            } else {
                ledger.people().takeIn(scope.workspaceId(), scope.run(), contact);
            }
        }
        return 0;
    }

    private long end() {
        if (!several.isEmpty()) {
            ledger.runs()
                    .note(
                            scope.run(),
                            "Of " + Amount.of(several.size(), "person who was", "people who were")
                                    + " tagged by e-mail, several contacts in Intercom have the e-mail by now"
                                    + " (ambiguous_email): their tags stay, and the job's, until only one has it.");
        }
        return DONE;
    }
}
