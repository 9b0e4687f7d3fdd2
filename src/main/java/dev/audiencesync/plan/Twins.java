package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Staged records by external id whose people are also the job's under their e-mail alone, with a record of which nothing
 * had to be staged. The two are one person's, so that the newer one counts.
 */
final class Twins {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;

    Twins(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    /**
     * Leaves out the records that are older than such a one.
     *
     * @param people the ledger's, by the records' seq
     */
    List<StagedPerson> withoutOlder(List<StagedPerson> newest, Map<Long, LedgerPerson> people) {
        Map<Long, Fingerprint> twins = new HashMap<>();
        for (StagedPerson staged : newest) {
            String email = emailOf(people.get(staged.seq()), staged);
            if (email != null
                    && reading.index().isKnown(PersonKey.ofEmail(email).hash())) {
                twins.put(staged.seq(), PersonKey.ofEmail(email).hash());
            }
        }
        Map<Fingerprint, LedgerPerson> known =
                ledger.people().byJobKey(scope.workspaceId(), scope.job(), twins.values());
        twins.values().removeIf(twin -> !known.containsKey(twin));
        return twins.isEmpty()
                ? newest
                : newest.stream()
                        .filter(staged -> isNewest(staged, people.get(staged.seq()), twins.get(staged.seq()), known))
                        .toList();
    }

    /** The ledger's e-mail of a person by external id, unless the record tells another. */
    private static @Nullable String emailOf(@Nullable LedgerPerson person, StagedPerson staged) {
        if (person == null || person.identifiers().externalId() == null) {
            return null;
        }
        Identifiers own = staged.desired().identifiers();
        boolean agrees = own.email() == null
                ? !StagedEmails.isTold(staged.desired())
                : own.emailKey() != null
                        && own.emailKey().equals(person.identifiers().emailKey());
        return own.externalId() != null && agrees ? person.identifiers().email() : null;
    }

    private boolean isNewest(
            StagedPerson staged,
            @Nullable LedgerPerson person,
            @Nullable Fingerprint twin,
            Map<Fingerprint, LedgerPerson> known) {
        LedgerPerson other = twin == null ? null : known.get(twin);
        if (twin == null || person == null || other == null || other.id() != person.id()) {
            return true;
        }
        reading.index().join(twin, staged.key());
        return reading.index().isNewest(staged.key(), staged.seq());
    }
}
