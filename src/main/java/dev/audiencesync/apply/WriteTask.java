package dev.audiencesync.apply;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.ContactLookup;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Merged;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.UnarchiveResult;
import dev.audiencesync.intercom.WriteResult;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates or updates one person. Intercom's Contacts API has no upsert: a create that meets an existing contact answers
 * 409 with its id, and one person must never overwrite another, so whose contact it is decides what follows.
 */
final class WriteTask implements Task {
    private static final int NOT_FOUND = 404;
    private static final String EMAIL = "email";
    private static final String EXTERNAL_ID = "external_id";
    private static final String CONFLICT = "conflict";

    /** Why somebody is not created whom nothing that is sent would tell apart from somebody else. */
    static final String ANOTHER_WITH_THE_EMAIL = "another person of this run has the e-mail too, and only the User ID"
            + " tells the two apart: map it in the create action, or give one of them another e-mail";

    private final IntercomClient client;
    private final IntercomSettings settings;
    private final OpenChange open;
    private final List<Contact> sameEmail;
    private final Identifiers person;
    private final SortedMap<String, FieldValue> fields;
    private final Links links;
    private @Nullable Contact other;
    private boolean gone;

    /** @param sameEmail the users that were found with the person's e-mail */
    WriteTask(IntercomClient client, IntercomSettings settings, OpenChange open, List<Contact> sameEmail, Links links) {
        this.client = client;
        this.settings = settings;
        this.open = open;
        this.sameEmail = sameEmail;
        this.links = links;
        this.person = open.person().identifiers();
        this.fields = open.change().fields();
    }

    @Override
    public List<OpenChange> undecided() {
        return List.of(open);
    }

    @Override
    public List<Task> halves() {
        return List.of();
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        String contactId = person.intercomId();
        Outcome outcome = contactId == null ? createOrAdopt(calls) : update(contactId, calls);
        boolean anew = gone && !open.change().whole().isNone();
        decided.accept(
                new ChangeOutcome(open, anew ? new CreatedAnew(client, settings, links).of(open, calls) : outcome));
    }

    /** Makes sure, in the plan's order, who of several people that only their e-mail tells Intercom of is created. */
    void claim() {
        if (person.intercomId() == null && !isThereByExternalId()) {
            links.claim(open);
        }
    }

    private boolean isThereByExternalId() {
        return sameEmail.stream()
                .anyMatch(contact ->
                        contact.externalId() != null && contact.externalId().equals(person.externalId()));
    }

    private Outcome createOrAdopt(Calls calls) {
        List<Contact> same = SamePerson.among(person, sameEmail);
        if (!isThereByExternalId() && !links.claim(open)) {
            return new Outcome.Rejected(CONFLICT, ANOTHER_WITH_THE_EMAIL);
        }
        if (same.size() > 1) {
            return new Outcome.Rejected(
                    "ambiguous_email", "several contacts in Intercom share the e-mail, and none has the external id");
        }
        if (same.isEmpty()) {
            return sameEmail.stream().anyMatch(this::isAnotherWithTheEmail) ? createBeside(calls) : create(calls);
        }
        Contact contact = same.get(0);
        return isLink(contact) ? linkOrCreate(contact.id(), calls) : update(contact.id(), calls);
    }

    /** Whether the contact would get the person's external id. */
    private boolean isLink(Contact contact) {
        return person.externalId() != null && contact.externalId() == null;
    }

    /** Search lags: what it showed may be somebody's by now. */
    private Outcome linkOrCreate(String contactId, Calls calls) {
        Outcome linked = updateIfSame(contactId, calls);
        return linked == null ? create(calls) : linked;
    }

    /** Null where the contact is somebody else, or is not shown. */
    private @Nullable Outcome updateIfSame(String contactId, Calls calls) {
        synchronized (links.lock(contactId)) {
            other = null;
            calls.take();
            if (!(client.contact(contactId) instanceof ContactLookup.Found found)) {
                return null;
            }
            if (!isMine(found.contact())) {
                other = found.contact();
                return null;
            }
            return update(contactId, calls);
        }
    }

    private boolean isMine(Contact contact) {
        return SamePerson.is(person, contact) && !(isLink(contact) && links.isAnothers(contact.id(), open.person()));
    }

    private Outcome create(Calls calls) {
        return create(
                withoutClears(),
                calls,
                created -> applied(ChangeKind.CREATE, created),
                existingId -> meet(existingId, calls));
    }

    private Outcome create(
            SortedMap<String, FieldValue> with,
            Calls calls,
            Function<Contact, Outcome> created,
            Function<String, Outcome> existing) {
        calls.take();
        WriteResult result = client.create(with);
        if (result instanceof WriteResult.Written written) {
            return created.apply(written.contact());
        }
        if (result instanceof WriteResult.Conflict conflict) {
            return conflict.archived() ? archived(conflict.existingId(), calls) : existing.apply(conflict.existingId());
        }
        return refused(result);
    }

    /** What a new contact does not have need not be emptied; one that exists after all is told to. */
    private SortedMap<String, FieldValue> withoutClears() {
        SortedMap<String, FieldValue> filled = new TreeMap<>(fields);
        filled.values().removeIf(FieldValue.Clear.class::isInstance);
        return filled;
    }

    private Outcome meet(String contactId, Calls calls) {
        return besideAnother(adopt(contactId, calls), calls);
    }

    /** Where the contact that was to be adopted is another person's who has the e-mail too. */
    private Outcome besideAnother(Outcome adopted, Calls calls) {
        return adopted instanceof Outcome.Rejected && other != null && isAnotherWithTheEmail(other)
                ? createBeside(calls)
                : adopted;
    }

    private boolean isAnotherWithTheEmail(Contact contact) {
        String email = contact.email();
        return person.externalId() != null
                && contact.externalId() != null
                && !contact.isLead()
                && !contact.externalId().equals(person.externalId())
                && email != null
                && Identifiers.emailKey(email).equals(person.emailKey())
                && fields.containsKey(EMAIL)
                && fields.containsKey(EXTERNAL_ID);
    }

    /**
     * A create cannot take an e-mail that another user has, and an update can: two external ids are two people, whatever
     * e-mail they share.
     */
    private Outcome createBeside(Calls calls) {
        SortedMap<String, FieldValue> without = withoutClears();
        without.remove(EMAIL);
        return create(
                without,
                calls,
                created -> asCreated(update(created.id(), calls)),
                existingId -> adopt(existingId, calls));
    }

    private static Outcome asCreated(Outcome updated) {
        return updated instanceof Outcome.Applied applied
                ? new Outcome.Applied(ChangeKind.CREATE, applied.contact(), null)
                : updated;
    }

    /** The existing contact may be the very one that an attempt without an answer has created. */
    private Outcome adopt(String contactId, Calls calls) {
        Outcome adopted = updateIfSame(contactId, calls);
        return adopted == null
                ? new Outcome.Rejected(
                        CONFLICT,
                        "contact " + contactId
                                + " holds these details, and it is another person's, or Intercom does not show it")
                : adopted;
    }

    private Outcome archived(String contactId, Calls calls) {
        if (settings.onArchived() == OnArchived.REJECT) {
            return new Outcome.Rejected(
                    "archived",
                    "the person was archived in Intercom: contact " + contactId
                            + "; `on-archived: unarchive` would bring such people back");
        }
        calls.take();
        UnarchiveResult result = client.unarchive(contactId);
        if (result instanceof UnarchiveResult.NotRestorable not) {
            return new Outcome.Rejected("not_restorable", not.message());
        }
        if (result instanceof Refused refused) {
            return rejected(refused);
        }
        Outcome outcome = adopt(contactId, calls);
        if (outcome instanceof Outcome.Rejected) {
            calls.take();
            client.archive(contactId);
        }
        return besideAnother(outcome, calls);
    }

    private Outcome update(String contactId, Calls calls) {
        calls.take();
        WriteResult result = client.update(contactId, fields);
        if (result instanceof Merged merged) {
            if (!SamePerson.isNow(person, merged, client, calls)) {
                return new Outcome.Rejected("contact_merged", SamePerson.MERGED_AWAY);
            }
            calls.take();
            result = client.update(merged.canonicalId(), fields);
        }
        if (result instanceof Refused refused && refused.status() == NOT_FOUND && unarchived(contactId, calls)) {
            calls.take();
            result = client.update(contactId, fields);
        }
        if (result instanceof WriteResult.Written written) {
            return applied(ChangeKind.UPDATE, written.contact());
        }
        gone = result instanceof Refused refused && refused.status() == NOT_FOUND;
        return refused(result);
    }

    /** Intercom answers 404 for whoever is archived, and for whoever is gone for good. */
    private boolean unarchived(String contactId, Calls calls) {
        if (settings.onArchived() == OnArchived.REJECT) {
            return false;
        }
        calls.take();
        return client.unarchive(contactId) instanceof UnarchiveResult.Restored;
    }

    private Outcome applied(ChangeKind as, Contact contact) {
        links.take(contact.id(), open.person());
        return new Outcome.Applied(as, Contacts.reference(contact), null);
    }

    private static Outcome refused(WriteResult result) {
        if (result instanceof Refused refused) {
            return rejected(refused);
        }
        if (result instanceof WriteResult.Conflict conflict) {
            return new Outcome.Rejected(
                    CONFLICT, "another contact in Intercom holds these details: " + conflict.existingId());
        }
        return new Outcome.Rejected("contact_merged", "the contact was merged more than once");
    }

    private static Outcome rejected(Refused refused) {
        return new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }
}
