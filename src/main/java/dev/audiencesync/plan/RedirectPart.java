package dev.audiencesync.plan;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import java.util.List;

/** Records without an external id find their persons; who is several is rejected. */
final class RedirectPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final Redirects redirects;
    private long cursor;
    private long ambiguous;

    RedirectPart(PlanScope scope, PlanLedger ledger, ExportReading reading, Redirects redirects) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.redirects = redirects;
    }

    /** Records that were rejected, since several people share their e-mail. */
    long ambiguous() {
        return ambiguous;
    }

    @Override
    public long advance() {
        List<StagedPerson> batch = ledger.staged().withoutExternalIdAfter(scope.run(), cursor, BATCH);
        if (batch.isEmpty()) {
            return DONE;
        }
        List<StagedPerson> several = redirects.resolve(batch);
        ambiguous += several.size();
        several.forEach(staged -> reading.keep(staged.desired().identifiers()));
        ledger.rejects()
                .add(
                        scope.run(),
                        several.stream()
                                .filter(staged ->
                                        reading.chosen().picks(staged.desired().identifiers()))
                                .map(this::ambiguousEmail)
                                .toList());
        cursor = batch.get(batch.size() - 1).seq();
        return 0;
    }

    private Rejects.Reject ambiguousEmail(StagedPerson staged) {
        return new Rejects.Reject(
                scope.execution(),
                staged.desired().position(),
                staged.desired().identifiers().display(),
                "plan",
                "several people share this e-mail, and the record names none of them by external id",
                "ambiguous_email");
    }
}
