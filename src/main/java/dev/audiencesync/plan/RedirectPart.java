package dev.audiencesync.plan;

import dev.audiencesync.ledger.StagedPerson;
import java.util.List;

/** Records without an external id find their persons; who is several is rejected. */
final class RedirectPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Redirects redirects;
    private final AmbiguousPeople ambiguous;
    private final ExportReading reading;
    private long cursor;

    RedirectPart(
            PlanScope scope, PlanLedger ledger, ExportReading reading, Redirects redirects, AmbiguousPeople ambiguous) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.redirects = redirects;
        this.ambiguous = ambiguous;
    }

    @Override
    public long advance() {
        if (!reading.hasWithoutExternalId()) {
            return DONE;
        }
        List<StagedPerson> batch = ledger.staged().withoutExternalIdAfter(scope.run(), cursor, BATCH);
        if (batch.isEmpty()) {
            return DONE;
        }
        ambiguous.reject(redirects.resolve(batch));
        cursor = batch.get(batch.size() - 1).seq();
        return 0;
    }
}
