package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.StagedNames.KnownEmail;
import dev.audiencesync.ledger.StagedNames.WithEmail;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** What a run's staged records tell of the e-mails of people with an external id. */
final class StagedEmails {
    private static final String EMAIL = "email";

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final PeopleIndex index;
    private final boolean merges;

    StagedEmails(PlanScope scope, PlanLedger ledger, PeopleIndex index) {
        this.scope = scope;
        this.ledger = ledger;
        this.index = index;
        this.merges = scope.definition().source().mergesRecords();
    }

    /** The people with an external id who have one of the e-mails. */
    List<Identifiers> peopleWith(Set<String> emails) {
        return merges ? exportedByAnyRecord(emails) : exportedByNewestRecord(emails);
    }

    private List<Identifiers> exportedByNewestRecord(Set<String> emails) {
        return ledger.names().withExternalIdAndEmail(scope.run(), emails).stream()
                .filter(other -> index.isNewest(other.key(), other.seq()))
                .map(other -> other.desired().identifiers())
                .toList();
    }

    /**
     * The newest record may not tell the e-mail: then it is the one that the newest of the others tells. Whom Intercom
     * refused in an earlier run, and no record is about since, is nobody.
     */
    private List<Identifiers> exportedByAnyRecord(Set<String> emails) {
        Map<String, KnownEmail> newest = new HashMap<>();
        for (KnownEmail email : ledger.names().emailsOfPeopleWith(scope.run(), emails)) {
            Fingerprint person = PersonKey.ofExternalId(email.externalId()).hash();
            if (!index.isLate(person, email.newestBy(), email.visitor())) {
                newest.merge(email.externalId(), email, BinaryOperator.maxBy(Comparator.comparing(this::age)));
            }
        }
        return newest.values().stream()
                .filter(email -> emails.contains(email.emailKey()))
                .map(email -> new Identifiers(email.externalId(), email.emailKey(), null))
                .filter(identifiers -> index.isStaged(key(identifiers)))
                .toList();
    }

    private RecordAge age(KnownEmail email) {
        return index.replaced().age(email.visitor(), email.newestBy(), email.seq());
    }

    /** Those of the people with an external id whose e-mail their records tell; of the others it is the ledger's. */
    Set<Fingerprint> told(List<LedgerPerson> known) {
        Set<Fingerprint> staged = known.stream()
                .map(LedgerPerson::identifiers)
                .filter(identifiers -> identifiers.externalId() != null)
                .map(StagedEmails::key)
                .filter(index::isStaged)
                .collect(Collectors.toSet());
        return merges ? tellEmailInAnyRecord(staged) : tellEmailInNewestRecord(staged);
    }

    private Set<Fingerprint> tellEmailInAnyRecord(Set<Fingerprint> staged) {
        return ledger.names().withEmail(scope.run(), staged).stream()
                .filter(of -> !index.isLate(of.person(), of.newestBy(), of.visitor()))
                .map(WithEmail::person)
                .collect(Collectors.toSet());
    }

    private Set<Fingerprint> tellEmailInNewestRecord(Set<Fingerprint> staged) {
        Set<Fingerprint> telling = new HashSet<>();
        ledger.names().scan(scope.run(), staged, record -> {
            if (index.isNewest(record.key(), record.seq()) && isTold(record.desired())) {
                telling.add(record.key());
            }
        });
        return telling;
    }

    /** One that empties it tells it too. */
    static boolean isTold(DesiredPerson desired) {
        return desired.identifiers().email() != null
                || desired.fields().stream().anyMatch(fields -> fields.containsKey(EMAIL));
    }

    private static Fingerprint key(Identifiers identifiers) {
        return identifiers.key().orElseThrow().hash();
    }
}
