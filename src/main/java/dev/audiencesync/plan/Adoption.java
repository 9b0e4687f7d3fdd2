package dev.audiencesync.plan;

import dev.audiencesync.definition.Api;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.ListedContacts.ListedContact;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import dev.audiencesync.person.RideAlong;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises people whom the ledger does not know among the users that a look at the workspace showed, by the rules by
 * which a write would find them: the same external id; else the same e-mail, where it is one user's alone, and not a user
 * with another external id. Whoever it is not sure of is left to the write.
 */
final class Adoption {
    private static final String EXTERNAL_ID = "external_id";

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final KnownContacts contacts;
    private final Map<String, Instant> askedEmails = new HashMap<>();
    private @Nullable Instant listed;
    private boolean looked;
    private long recognised;
    private long equal;

    Adoption(PlanScope scope, PlanLedger ledger, ExportReading reading, KnownPeople known, PersonDiff diff) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.known = known;
        this.diff = diff;
        this.contacts = new KnownContacts(ledger.people(), scope.workspaceId());
    }

    /** Everybody in the workspace was shown, from then on. */
    void listed(Instant since) {
        listed = since;
        looked = true;
    }

    boolean isListed() {
        return listed != null;
    }

    /** All users with the e-mails were shown then, and some others perhaps. */
    void asked(Collection<String> emailKeys, Instant when) {
        emailKeys.forEach(email -> askedEmails.put(email, when));
        looked = true;
    }

    /** What the looks at the workspace tell of the records' people, by the records' seq; stores nothing. */
    Map<Long, Stranger> look(List<StagedPerson> strangers) {
        Map<Long, Stranger> seen = new HashMap<>(recognise(strangers));
        Set<String> taken = looked ? emailsInIntercom(strangers) : Set.of();
        for (StagedPerson staged : strangers) {
            String emailKey = staged.desired().identifiers().emailKey();
            Instant since = emailKey == null || taken.contains(emailKey) ? null : shownSince(emailKey);
            if (since != null) {
                seen.putIfAbsent(staged.seq(), new Stranger.Unseen(since));
            }
        }
        return seen;
    }

    /** Those that any user has, seen in the workspace or known to the ledger: a listing need not show whom that knows. */
    private Set<String> emailsInIntercom(List<StagedPerson> strangers) {
        Set<String> emails = texts(strangers, Identifiers::emailKey);
        return Stream.concat(
                        ledger.people().byEmail(scope.workspaceId(), emails).stream()
                                .map(LedgerPerson::identifiers),
                        ledger.listed().byEmail(scope.run(), emails).stream().map(ListedContact::names))
                .map(names -> String.valueOf(names.emailKey()))
                .collect(Collectors.toSet());
    }

    /** Null where not all users with the e-mail were shown. */
    private @Nullable Instant shownSince(String emailKey) {
        return listed == null ? askedEmails.get(emailKey) : listed;
    }

    /** The users that the records' people are, by the records' seq; stores nothing. */
    Map<Long, Stranger.Adopted> recognise(List<StagedPerson> strangers) {
        if (!looked || strangers.isEmpty() || !ledger.listed().hasAny(scope.run())) {
            return Map.of();
        }
        Map<String, List<ListedContact>> byExternalId = grouped(
                ledger.listed().byExternalId(scope.run(), texts(strangers, Identifiers::externalId)),
                Identifiers::externalId);
        Map<String, List<ListedContact>> byEmail = grouped(
                ledger.listed().byEmail(scope.run(), texts(strangers, Identifiers::emailKey)), Identifiers::emailKey);
        Map<Long, Stranger.Adopted> adopted = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (StagedPerson staged : strangers) {
            String externalId = staged.desired().identifiers().externalId();
            List<ListedContact> same = externalId == null
                    ? withTheEmail(staged, byEmail)
                    : byExternalId.getOrDefault(externalId, List.of());
            if (externalId != null && same.isEmpty()) {
                same = toLink(staged, byEmail);
            }
            single(same)
                    .filter(contact -> !isPlanned(contact) && taken.add(contact.id()))
                    .ifPresent(contact -> adopted.put(staged.seq(), new Stranger.Adopted(contact)));
        }
        return adopted;
    }

    /** Whether nothing is to be written to the contact. */
    boolean isEqual(StagedPerson staged, Stranger.Adopted adopted) {
        return RideAlong.without(diff.fields(staged.desired())).entrySet().stream()
                .allMatch(field -> SameValue.in(
                        field.getKey(), field.getValue(), adopted.contact().held()));
    }

    /** Takes in whom a record was recognised as, with what of the record's wishes Intercom holds already. */
    LedgerPerson takeIn(StagedPerson staged, Stranger.Adopted adopted) {
        LedgerPerson person = ledger.people()
                .takeIn(scope.workspaceId(), scope.run(), adopted.contact().names());
        SortedMap<String, String> fields = new TreeMap<>();
        SortedMap<String, FieldValue> held = adopted.contact().held();
        RideAlong.without(diff.fields(staged.desired())).forEach((name, value) -> {
            if (SameValue.in(name, value, held)) {
                fields.put(name, value.fingerprintIn(name));
            }
        });
        ledger.unknown()
                .remember(
                        new OutcomeStore.Execution(
                                scope.run(), scope.execution(), scope.workspaceId(), scope.job(), scope.definitionId()),
                        person,
                        staged.key(),
                        staged.desired().position(),
                        fields);
        recognised++;
        equal += isEqual(staged, adopted) ? 1 : 0;
        return person;
    }

    /** How many people were recognised so far. */
    long recognised() {
        return recognised;
    }

    /** How many of them Intercom holds as their records ask. */
    long equal() {
        return equal;
    }

    /** A user whose external id another record of the run has is that record's. */
    private List<ListedContact> withTheEmail(StagedPerson staged, Map<String, List<ListedContact>> byEmail) {
        return shown(staged, byEmail).stream()
                .filter(contact -> !isAnotherRecords(contact))
                .toList();
    }

    private boolean isAnotherRecords(ListedContact contact) {
        String externalId = contact.names().externalId();
        return externalId != null
                && reading.index().isStaged(PersonKey.ofExternalId(externalId).hash());
    }

    /**
     * The users without an external id who would get the person's. Where several records have the e-mail, the plan's order
     * decides whose it is; the Users API links them by itself.
     */
    private List<ListedContact> toLink(StagedPerson staged, Map<String, List<ListedContact>> byEmail) {
        Identifiers person = staged.desired().identifiers();
        boolean links = listed != null
                && scope.definition().intercom().api() == Api.CONTACTS
                && diff.fields(staged.desired()).containsKey(EXTERNAL_ID);
        List<ListedContact> same = links ? shown(staged, byEmail) : List.of();
        List<ListedContact> free = same.stream()
                .filter(contact -> contact.names().externalId() == null && !contacts.isOfAnother(contact.id(), person))
                .toList();
        return free.isEmpty() || isShared(person) ? List.of() : free;
    }

    private boolean isShared(Identifiers person) {
        return ledger.names().withExternalIdAndEmail(scope.run(), List.of(String.valueOf(person.emailKey()))).stream()
                .anyMatch(other -> !String.valueOf(person.externalId())
                        .equals(other.desired().identifiers().externalId()));
    }

    /** All users with the person's e-mail; none where they were not asked for. */
    private List<ListedContact> shown(StagedPerson staged, Map<String, List<ListedContact>> byEmail) {
        String emailKey = staged.desired().identifiers().emailKey();
        return emailKey != null && shownSince(emailKey) != null ? byEmail.getOrDefault(emailKey, List.of()) : List.of();
    }

    private static Optional<ListedContact> single(List<ListedContact> same) {
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    private boolean isPlanned(ListedContact contact) {
        return ledger.people().byIntercomId(scope.workspaceId(), List.of(contact.id())).stream()
                .anyMatch(person -> known.isPlanned(person.id()));
    }

    private static Set<String> texts(List<StagedPerson> people, Function<Identifiers, @Nullable String> part) {
        Set<String> texts = new HashSet<>();
        for (StagedPerson staged : people) {
            String text = part.apply(staged.desired().identifiers());
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Map<String, List<ListedContact>> grouped(
            List<ListedContact> contacts, Function<Identifiers, @Nullable String> by) {
        return contacts.stream().collect(Collectors.groupingBy(contact -> String.valueOf(by.apply(contact.names()))));
    }
}
