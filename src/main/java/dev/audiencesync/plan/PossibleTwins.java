package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.PersonKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of people whom only tag calls have met, by User ID or e-mail, those who may lose a tag in this run, and who may be one
 * user with somebody of the other kind of name: what one of them lost would be lost to the other.
 */
final class PossibleTwins {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private @Nullable Kinds kinds;

    PossibleTwins(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    /** Whether there is anybody at all, with a tag or in the run's records, by external id and by e-mail alone. */
    private record Kinds(boolean externalIds, boolean emailsAlone) {}

    /** The next ones by ascending id; no more than are looked for at once. */
    List<LedgerPerson> after(long personId) {
        long after = personId;
        while (true) {
            List<LedgerPerson> page =
                    ledger.people().unidentifiedAfter(scope.workspaceId(), scope.job(), after, PlanPart.BATCH);
            List<LedgerPerson> found = page.stream()
                    .filter(this::hasTwin)
                    .filter(this::mayLoseTags)
                    .limit(IntercomClient.BATCH)
                    .toList();
            if (page.isEmpty() || !found.isEmpty()) {
                return found;
            }
            after = page.get(page.size() - 1).id();
        }
    }

    private boolean hasTwin(LedgerPerson person) {
        Kinds known = kinds;
        if (known == null) {
            known = new Kinds(
                    ledger.staged().hasAny(scope.run(), true)
                            || ledger.people().hasTagsUnderExternalId(scope.workspaceId()),
                    ledger.staged().hasAny(scope.run(), false)
                            || ledger.people().hasTagsUnderEmailAlone(scope.workspaceId()));
            kinds = known;
        }
        return person.identifiers().externalId() == null ? known.externalIds() : known.emailsAlone();
    }

    private boolean mayLoseTags(LedgerPerson person) {
        List<PersonKey> names = person.identifiers().allKeys();
        PeopleIndex index = reading.index();
        return !scope.definition().retiredTags().isEmpty()
                || names.stream().anyMatch(name -> index.isStaged(name.hash()))
                || (scope.snapshot() && names.stream().noneMatch(name -> index.isPresent(name.hash())));
    }
}
