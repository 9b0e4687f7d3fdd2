package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.ContactLookup;
import dev.audiencesync.intercom.EmailSearch;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.WriteResult;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Creates or updates people by the Users API's upsert, one call each: it finds a person by external id, links the user of
 * their e-mail if that has no external id, and else creates. So people who share an e-mail take turns, in the plan's
 * order: whom one of them has become is not linked to the next.
 */
final class UpsertTask implements Task {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final String CONFLICT = "conflict";
    private static final String EXTERNAL_ID = "external_id";
    private static final String EMAIL = "email";

    private final IntercomClient client;
    private final Links links;
    private final boolean shared;
    private final List<OpenChange> undecided;
    private final @Nullable String emailKey;
    private @Nullable Map<String, Contact> holders;

    /**
     * @param sameEmail one person, or all of a slice who have the same e-mail
     * @param shared whether more than one person of the run has that e-mail
     */
    UpsertTask(IntercomClient client, Links links, List<OpenChange> sameEmail, boolean shared) {
        this.client = client;
        this.links = links;
        this.shared = shared;
        this.undecided = new ArrayList<>(sameEmail);
        this.emailKey = sameEmail.get(0).person().identifiers().emailKey();
    }

    @Override
    public List<OpenChange> undecided() {
        return List.copyOf(undecided);
    }

    /** Those who share an e-mail wait for each other: the next one might be taken for the one that failed. */
    @Override
    public List<Task> halves() {
        return List.of();
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        for (OpenChange open : undecided()) {
            Outcome outcome = write(open, calls);
            undecided.remove(open);
            decided.accept(new ChangeOutcome(open, outcome));
        }
    }

    private Outcome write(OpenChange open, Calls calls) {
        String contactId = open.person().identifiers().intercomId();
        if (contactId == null) {
            return create(open, calls);
        }
        Outcome updated = update(contactId, open, calls);
        if (updated != null) {
            return updated;
        }
        return open.change().whole().isNone() ? gone() : onAnother(create(open.anew(), calls));
    }

    private static Outcome gone() {
        return rejected(new Refused(NOT_FOUND, "not_found", ""));
    }

    private static Outcome onAnother(Outcome created) {
        return created instanceof Outcome.Applied applied ? applied.onAnother() : created;
    }

    /** Null where the contact is not in Intercom any more. */
    private @Nullable Outcome update(String contactId, OpenChange open, Calls calls) {
        SortedMap<String, FieldValue> fields = open.change().fields();
        if (namesPerson(fields)) {
            calls.take();
            ContactLookup there = client.contact(contactId);
            if (!(there instanceof ContactLookup.Found)) {
                return there instanceof Refused refused ? rejected(refused) : null;
            }
        }
        calls.take();
        WriteResult result = client.update(contactId, fields);
        if (result instanceof Refused refused && refused.status() == NOT_FOUND) {
            note(contactId, null);
            return null;
        }
        return outcome(open, result, ChangeKind.UPDATE);
    }

    /** With one of these, an upsert for a contact that is gone might find or create somebody else. */
    private static boolean namesPerson(SortedMap<String, FieldValue> fields) {
        return fields.containsKey(EXTERNAL_ID) || fields.containsKey(EMAIL);
    }

    private Outcome create(OpenChange open, Calls calls) {
        if (!links.claim(open)) {
            return new Outcome.Rejected(CONFLICT, WriteTask.ANOTHER_WITH_THE_EMAIL);
        }
        if (mayBeTakenForAnother(open)) {
            Outcome refused = beforeLinking(open, calls);
            if (refused != null) {
                return refused;
            }
        }
        calls.take();
        return outcome(open, client.create(open.change().fields()), ChangeKind.CREATE);
    }

    private boolean mayBeTakenForAnother(OpenChange open) {
        return open.change().fields().containsKey(EMAIL) && (shared || Links.isByEmailAlone(open));
    }

    /** Why the upsert must not be sent; null where it may. */
    private @Nullable Outcome beforeLinking(OpenChange open, Calls calls) {
        Identifiers person = open.person().identifiers();
        if (holders == null) {
            EmailSearch search = client.searchByEmails(List.of(String.valueOf(person.emailKey())), calls::take);
            for (Refused refused : search.refused().values()) {
                return new Outcome.Rejected(
                        Contacts.code(refused), "Intercom refuses to look for the e-mail: " + Contacts.reason(refused));
            }
            holders = new LinkedHashMap<>();
            search.contacts().forEach(contact -> note(contact.id(), contact));
        }
        Collection<Contact> found = holders.values();
        if (found.stream().anyMatch(contact -> hasExternalIdOf(person, contact))) {
            return null;
        }
        return found.stream()
                .filter(contact -> contact.externalId() == null
                        ? links.isAnothers(contact.id(), open.person())
                        : Links.isByEmailAlone(open))
                .findFirst()
                .map(contact -> conflict(contact.id()))
                .orElse(null);
    }

    /** The e-mail is looked for once: who has it since then shows in the answers to this task's own writes. */
    private void note(String contactId, @Nullable Contact now) {
        if (holders == null) {
            return;
        }
        holders.remove(contactId);
        if (now != null && hasSharedEmail(now)) {
            holders.put(contactId, now);
        }
    }

    private boolean hasSharedEmail(Contact contact) {
        String email = contact.email();
        return email != null && Identifiers.emailKey(email).equals(emailKey);
    }

    private static boolean hasExternalIdOf(Identifiers person, Contact contact) {
        return contact.externalId() != null && contact.externalId().equals(person.externalId());
    }

    private Outcome outcome(OpenChange open, WriteResult result, ChangeKind written) {
        if (result instanceof WriteResult.Written done) {
            return applied(open, written, done.contact());
        }
        if (result instanceof WriteResult.Met met) {
            return applied(open, ChangeKind.UPDATE, met.contact());
        }
        if (result instanceof WriteResult.Conflict conflict) {
            return conflict.archived() ? archived(conflict.existingId()) : conflict(conflict.existingId());
        }
        if (result instanceof Refused refused) {
            return rejected(refused);
        }
        return new Outcome.Rejected("contact_merged", "the contact was merged in Intercom");
    }

    private Outcome applied(OpenChange open, ChangeKind as, Contact contact) {
        links.take(contact.id(), open.person());
        note(contact.id(), contact);
        return new Outcome.Applied(as, Contacts.reference(contact), null);
    }

    private static Outcome rejected(Refused refused) {
        return isAmbiguous(refused)
                ? new Outcome.Rejected(
                        "ambiguous_email", "several users in Intercom share the e-mail, and none has the external id")
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }

    private static boolean isAmbiguous(Refused refused) {
        return refused.status() == BAD_REQUEST && refused.code().equals(CONFLICT);
    }

    private static Outcome conflict(String contactId) {
        return new Outcome.Rejected(
                CONFLICT, "contact " + contactId + " holds these details, and it is another person's");
    }

    private static Outcome archived(String contactId) {
        return new Outcome.Rejected(
                "archived",
                "the person was archived in Intercom: contact " + contactId
                        + "; the Users API cannot bring such people back");
    }
}
