package dev.audiencesync.plan;

import dev.audiencesync.definition.Verification.OnDrift;
import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.LedgerPerson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of people, seen with what the run found to differ in Intercom, and what earlier ones left as it was. */
final class Drifts {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final OnDrift onDrift;

    Drifts(PlanScope scope, PlanLedger ledger) {
        this.scope = scope;
        this.ledger = ledger;
        this.onDrift = ledger.verifications().isWanted(scope.run())
                ? scope.definition().verification().onDrift()
                : OnDrift.REPORT;
    }

    /** Whether what was found is written again. */
    boolean areUndone() {
        return onDrift == OnDrift.RESTORE;
    }

    /** The people's contexts, by ledger id, are changed in place. */
    void applyTo(Map<Long, PersonContext> contexts, Collection<LedgerPerson> people) {
        List<Long> ids = people.stream().map(LedgerPerson::id).toList();
        Map<Long, Set<String>> declined = ledger.tags().declinedBy(scope.job(), ids);
        declined.forEach((person, tags) ->
                contexts.computeIfPresent(person, (id, context) -> context.as(Drifted.onlyDeclined(tags))));
        if (onDrift != OnDrift.REPORT) {
            ledger.verifications()
                    .of(scope.run(), ids)
                    .forEach((person, found) ->
                            contexts.computeIfPresent(person, (id, context) -> with(context, found)));
        }
    }

    private PersonContext with(PersonContext context, List<Drift> found) {
        return areUndone() ? Drifted.restored(context, found) : Drifted.respected(context, found);
    }
}
